"""Asking whether a customer's currency is locked, beside the obvious ORM search."""

from odoo.fields import Command

from devtools.bench import medians, queries

OTHERS = 200_000  # invoices of other customers
OTHER_CUSTOMERS = 2_000
# what the customers that are asked for have: how many invoices, in which state
DOCUMENTS = (
    (0, "posted"),
    (100, "posted"),
    (100_000, "posted"),
    (100, "cancel"),
    (100_000, "cancel"),
)
# columns that differ between the invoices
OWN = {
    "id": "nextval('account_move_id_seq')",
    "name": "'BENCH/' || partner || '/' || number",
    "partner_id": "partner",
    "commercial_partner_id": "partner",
    "sequence_number": "number",
    "access_token": "NULL",
}
# the relations that are filled
KEYS = {
    *("partner_id", "commercial_partner_id", "company_id", "journal_id"),
    "currency_id",
}
REPEAT = 200
CHECKS = 20  # to one search


def run(bench):
    """Fill a database, measure, drop it."""
    with bench.environment(bench.database("addon")) as env:
        customers = create_data(env)
        measure(bench, env, customers)


def create_data(env):
    """Create invoices by SQL; return `{(number, state of the documents): customer}`."""
    partner_model = env["res.partner"]
    pattern = create_invoice(env)
    others = partner_model.create(
        [{"name": f"Other {n}"} for n in range(OTHER_CUSTOMERS)]
    )
    customers = {
        documents: partner_model.create({"name": f"Has {documents}"})
        for documents in DOCUMENTS
    }
    env.flush_all()
    insert_invoices(env, pattern, others.ids, OTHERS // OTHER_CUSTOMERS, "posted")
    for (number, state), customer in customers.items():
        insert_invoices(env, pattern, customer.ids, number, state)
    env.cr.commit()  # the database is dropped afterwards
    for table in ("account_move", "res_partner", "sale_order", "account_payment"):
        env.cr.execute(f"ANALYZE {table}")
    return customers


def create_invoice(env):
    """Return a posted invoice: its copies are as wide as real ones."""
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": env["res.partner"].create({"name": "Pattern"}).id,
            "invoice_date": "2026-01-15",
            "invoice_line_ids": [
                Command.create({"name": "Consulting", "price_unit": 100.0})
            ],
        }
    )
    invoice.action_post()
    env.flush_all()
    return invoice


def insert_invoices(env, pattern, partner_ids, number, state):
    """Insert `number` copies of an invoice for each of the customers.

    Foreign keys that nobody needs here are left empty: checking them takes minutes.
    """
    columns = [
        name
        for name, field in pattern._fields.items()
        if field.store and field.column_type and (not field.relational or name in KEYS)
    ]
    own = OWN | {"state": f"'{state}'"}
    env.cr.execute(
        f"""
        INSERT INTO account_move ({", ".join(columns)})
        SELECT {", ".join(own.get(column, f"move.{column}") for column in columns)}
        FROM account_move move, generate_series(1, %s) number, unnest(%s) partner
        WHERE move.id = %s
        """,
        [number, partner_ids, pattern.id],
    )


def measure(bench, env, customers):
    """Tell the figures."""
    without = customers[0, "posted"]

    def search():
        env["account.move"].search(
            [("commercial_partner_id", "=", without.id)], limit=1
        )

    found = {
        documents: bool(customer._find_transactions())
        for documents, customer in customers.items()
    }
    assert found == {
        (number, state): bool(number) and state == "posted"
        for number, state in DOCUMENTS
    }

    def check():
        # the search leaves the processor's caches full of others' invoices: one check
        # behind it would pay for that
        for __ in range(CHECKS):
            without._find_transactions()

    searched, checked = medians(search, check, repeat=50)
    ratio = checked / CHECKS / searched
    bench.at_most("lock check to ORM search, no documents", ratio, 1 / 50)
    checks = [customer._find_transactions for customer in customers.values()]
    ours = medians(*checks, repeat=REPEAT)
    bench.at_most("slowest to fastest check", max(ours) / min(ours), 1.5)
    some = env["res.partner"].search([("name", "like", "Other %")], limit=80)
    count = queries(env, some._find_transactions)
    bench.at_most(f"a list of {len(some)} customers", count, 1, "queries")
