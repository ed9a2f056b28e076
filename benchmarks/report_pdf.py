"""Printing without Odoo's delay, beside Odoo itself: time, memory, what falls back.

Two copies of one database, one of them with the addon report_pdf_fast alone. Each is
printed from by a server of its own, in turn.
"""

import resource
import threading
from pathlib import Path

import requests

from benchmarks.document_print import Printer, pages_of
from devtools import odoo
from devtools.bench import medians
from devtools.paths import BESIDE, LOGS

LANGS = ["en_US", "fr_FR", "de_DE", "ar_001"]
INVOICES = 200
FEW = 50
SAME = 200  # prints of one Arabic invoice
PAUSE = 0.02  # seconds between two looks at the memory
PAGE_SIZE = resource.getpagesize()
FAST = "documents printed without delay"
SLOW = "prints with Odoo's delay"
# In the last page that is looked at, so that all the work before it was for nothing
UNKNOWN = """<data>
    <xpath expr="//div[contains(@t-attf-class, 'footer')]" position="inside">
        <script>void 0</script>
    </xpath>
</data>"""


def run(bench):
    """Measure one invoice, many, the portal's download, memory and a fallback."""
    databases = bench.database("stock"), bench.database("stock")
    log = LOGS / "bench" / "report_pdf" / "install.log"
    odoo.install(databases[1], BESIDE, log=log)
    both = [Downloader(bench, database) for database in databases]
    for one in both:
        # which compiles the style sheets
        one.print(one.ids[: len(LANGS)])
    log = both[1].server.log
    measure_prints(bench, *both)
    measure_portal(bench, *both)
    measure_memory(bench, *both)
    print_again(bench, *both)
    bench.at_most("runs that fell back", fell_back(both[1], since=log), 0, "reasons")
    measure_fallback(bench, *both)


def measure_prints(bench, plain, fast):
    """One invoice, and many in one call."""
    # Odoo waits most of its time for one, whatever the machine does
    ratio = compare(plain, fast, lambda one: one.print(one.ids[:1]), 15, pick=min)
    bench.at_most("one invoice", ratio, 0.10)
    for count, repeat in ((FEW, 3), (INVOICES, 1)):
        ratio = compare(
            plain, fast, lambda one, count=count: one.print(one.ids[:count]), repeat
        )
        bench.at_most(f"{count} invoices in one call", ratio, 0.35)


def measure_portal(bench, plain, fast):
    """What a customer waits for who presses Download."""
    ratio = compare(plain, fast, Downloader.download, 7, pick=min)
    bench.at_most("portal download, not yet stored", ratio, 0.15)
    for one in (plain, fast):
        one.store()
    ratio = compare(plain, fast, Downloader.download, 41)
    # some milliseconds, in which nothing of the addon takes part
    bench.at_most("portal download, stored", ratio, 1.25)


def measure_memory(bench, plain, fast):
    """The most memory that the PDF processes have at a time."""
    for count in (1, FEW, INVOICES):
        base, taken = (one.measure_memory(count) for one in (plain, fast))
        bench.at_most(
            f"memory of the PDF program, invoices: {count}", taken / base, 1.05
        )


def print_again(bench, plain, fast):
    """An Arabic invoice many times: without delay, its footer could be lost."""
    ids = [plain.ids[LANGS.index("ar_001")]]
    expected = pages_of(plain.print(ids))
    different = sum(pages_of(fast.print(ids)) != expected for _time in range(SAME))
    title = f"of {SAME} prints of one Arabic invoice, not as Odoo's"
    bench.at_most(title, different, 0, "prints")


def measure_fallback(bench, plain, fast):
    """The same invoices with a script in their footers that is not known."""
    for one in (plain, fast):
        one.add_unknown()
    log = fast.server.log
    for count, repeat in ((1, 5), (FEW, 3)):
        ratio = compare(
            plain, fast, lambda one, count=count: one.print(one.ids[:count]), repeat
        )
        bench.at_most(f"fallback, invoices in one call: {count}", ratio, 1.10)
    bench.at_most("reasons told", fell_back(fast, since=log), 1, "reasons")
    assert fast.server.log.count(FAST) == log.count(FAST)


def compare(plain, fast, work, repeat, **options):
    """The time that a work takes with the addon, to the one without it."""
    base, taken = medians(
        lambda: work(plain), lambda: work(fast), repeat=repeat, **options
    )
    return taken / base


def fell_back(fast, since):
    """How many reasons to print Odoo's way came since a state of the log."""
    return fast.server.log.count(SLOW) - since.count(SLOW)


class Downloader(Printer):
    """Somebody who prints, and a customer with a link to the first invoice."""

    def __init__(self, bench, database):
        # many invoices may take longer than Odoo lets a request
        server = bench.server(database, "--limit-time-real=3600")
        super().__init__(server, LANGS, INVOICES)
        link = self._rpc.call("account.move", "get_portal_url", self.ids[:1])
        self._link = f"{self.server.url}{link}&report_type=pdf&download=true"

    def download(self):
        """The PDF's bytes, as the portal's page of an invoice offers them."""
        answer = requests.get(self._link)
        assert answer.headers["Content-Type"] == "application/pdf", answer.text
        return answer.content

    def store(self):
        """Have the PDF of the first invoice stored, as sending it does."""
        values = {"move_id": self.ids[0], "sending_methods": []}
        wizard = self._rpc.call("account.move.send.wizard", "create", [values])
        self._rpc.call("account.move.send.wizard", "action_send_and_print", wizard)
        fields = ["invoice_pdf_report_id"]
        [found] = self._rpc.call("account.move", "read", self.ids[:1], fields)
        assert found["invoice_pdf_report_id"]

    def add_unknown(self):
        """Put a script into the footers of all documents."""
        layout = ("web", "external_layout_standard")
        _model, view = self._rpc.call(
            "ir.model.data", "check_object_reference", *layout
        )
        values = {"name": "script", "type": "qweb", "inherit_id": view, "arch": UNKNOWN}
        self._rpc.call("ir.ui.view", "create", [values])

    def measure_memory(self, count):
        """Print some invoices; return the most bytes that the PDF processes had."""
        ended, seen = threading.Event(), [0]

        def watch():
            while not ended.wait(PAUSE):
                seen.append(memory_of_children(self.server.process.pid))

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            self.print(self.ids[:count])
        finally:
            ended.set()
            watching.join()
        return max(seen)


def memory_of_children(number):
    """The memory that the processes below one have now, in bytes."""
    parents, sizes = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # the name of the program may have blanks
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        parents[int(path.parent.name)] = int(words[1])
        sizes[int(path.parent.name)] = int(words[21]) * PAGE_SIZE
    below = {number}
    while more := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(sizes[pid] for pid in below - {number})
