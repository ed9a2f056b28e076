"""A file of 20,000 customers: how much memory the server needs for it."""

import time
from pathlib import Path

from devtools import databases

ROWS = 20_000
FIRST = 2_000  # what the import screen loads in one step
# how much more memory ten times as many rows may take
GROWTH = 1.25
OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "",
    "limit": FIRST,
    "skip": 0,
    "date_format": "",
    "datetime_format": "",
}
DEADLINE = 3_600  # seconds


def run(bench):
    """Load the file, take its rows on, and watch the process that does it."""
    server = bench.server(bench.database("addon"), cron_threads=1)
    client = server.rpc()
    # the mails are queued, and stay there: other benchmarks send some
    queue = [("model_id.model", "=", "mail.mail"), ("code", "like", "process_email")]
    found = client.call("ir.cron", "search", queue)
    assert found, "the scheduled action of the mail queue"
    client.call("ir.cron", "write", found, {"active": False})
    companies = client.call("res.company", "search", [])
    client.call("res.company", "write", companies, {"email": "office@example.com"})
    [batch] = client.call("customer.onboarding.batch", "create", [{}])

    loaded = load(client, server, batch)
    rows = client.call(
        "customer.onboarding.row",
        "search_count",
        [("batch_id", "=", batch), ("verdict", "=", "new")],
    )
    bench.at_most("rows that were not loaded", ROWS - rows, 0, "rows")
    bench.at_most(
        "memory at the last step of the import, to the second",
        loaded[-1] / loaded[1],
        GROWTH,
    )

    started = time.perf_counter()
    first, peak = take_on(client, server, batch)
    seconds = time.perf_counter() - started
    bench.at_most(
        f"peak memory while {ROWS} are taken on, to the first {FIRST}",
        peak / first,
        GROWTH,
    )
    done = [("batch_id", "=", batch), ("state", "=", "done")]
    taken = client.call("customer.onboarding.row", "search_count", done)
    bench.at_most("rows that were not taken on", ROWS - taken, 0, "rows")
    # those of invitations: Odoo's digest may fall into the same minutes
    queued = [("mail_id.state", "=", "outgoing")]
    mails = client.call("customer.invitation", "search_count", queued)
    bench.at_most("mails that are not queued", abs(ROWS - mails), 0, "mails")
    bench.figure("customers a minute", round(60 * ROWS / seconds), "a minute")


def load(client, server, batch):
    """Load a file as Odoo's import screen does; the memory after each step."""
    text = "Customer,Email,Billing City\n" + "".join(
        f"Société {number},c{number}@example.com,Besançon\n" for number in range(ROWS)
    )
    values = {"res_model": "customer.onboarding.row", "file_name": "customers.csv"}
    [wizard] = client.call("base_import.import", "create", [values])
    # where the upload puts it, which takes a form of the web client
    databases.execute(
        "UPDATE base_import_import SET file = %s WHERE id = %s",
        (text.encode(), wizard),
        database=server.database,
    )
    preview = client.call("base_import.import", "parse_preview", [wizard], OPTIONS)
    fields = [preview["matches"][str(number)][0] for number in range(3)]
    options = {**OPTIONS, "encoding": preview["options"]["encoding"]}
    memory = []
    while True:
        result = client.call(
            "base_import.import",
            "execute_import",
            [wizard],
            fields,
            preview["headers"],
            options,
            context={"default_batch_id": batch},
        )
        assert not result["messages"], result["messages"]
        memory.append(resident(server))
        if not result["nextrow"]:
            return memory
        options["skip"] = result["nextrow"]


def take_on(client, server, batch):
    """Start the batch, and wait for its end.

    :return: the memory when the first rows were done, and the most there was later
    """
    client.call("customer.onboarding.batch", "action_start", [batch])
    deadline = time.monotonic() + DEADLINE
    first = peak = 0
    while True:
        [found] = client.call(
            "customer.onboarding.batch", "read", [batch], ["state", "left_count"]
        )
        assert time.monotonic() < deadline, found
        assert found["state"] in ("running", "done"), found
        if found["left_count"] <= ROWS - FIRST:
            first = first or resident(server)
            peak = max(peak, resident(server))
        if found["state"] == "done":
            return first, peak
        time.sleep(1)


def resident(server):
    """The memory that the server's process has at present, in pages."""
    return int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
