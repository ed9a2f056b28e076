"""Looking for duplicates of a customer that is being typed, among many."""

from devtools.bench import explain, medians

CUSTOMERS = 100_000
REPEAT = 50
BOUND = 5  # milliseconds a look
TYPED = {
    "nothing like it": {"name": "Zebra Holding", "email": "z@example.com"},
    "the same email": {"email": "INFO77000@example.com"},
    "the same phone": {"phone": "030 10077000"},
    "the same tax ID": {"vat": "100077000"},
    "a similar name": {"name": "Customer 077000 Ltd", "is_company": True},
    "a beginning that all share": {"name": "Customer", "is_company": True},
    "all of them": {
        "name": "Customer 077000 Ltd",
        "email": "INFO77000@example.com",
        "phone": "030 10077000",
        "vat": "100077000",
        "is_company": True,
    },
}


def run(bench):
    """Fill a database by SQL, look, print how PostgreSQL looks; drop it."""
    with bench.environment(bench.database("addon")) as env:
        partner_model = env["res.partner"]
        insert(env)
        for title, values in TYPED.items():
            [seconds] = medians(
                lambda values=values: partner_model._find_likely_duplicates([values]),
                repeat=REPEAT,
            )
            bench.at_most(f"{title}: one look", seconds * 1000, BOUND, "ms")
        print(
            explain(
                env,
                lambda: partner_model._find_likely_duplicates([TYPED["all of them"]]),
                "AS typed(",
            )
        )


def insert(env):
    """Insert customers that differ in all that is compared: copies of one."""
    pattern = env["res.partner"].create({"name": "Pattern", "is_company": True})
    env.flush_all()
    own = {
        "name": "'Customer ' || to_char(n, 'FM000000')",
        "complete_name": "'Customer ' || to_char(n, 'FM000000')",
        "email": "'Info' || n || '@example.com'",
        "email_normalized": "'info' || n || '@example.com'",
        "phone": "'+49 (30) ' || (10000000 + n)",
        "vat": "'DE' || (100000000 + n)",
        "commercial_partner_id": "NULL",
    }
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = 'res_partner' AND column_name <> 'id'"
    )
    values = {name: own.get(name, name) for (name,) in env.cr.fetchall()}
    env.cr.execute(
        f"INSERT INTO res_partner ({', '.join(values)})"
        f" SELECT {', '.join(values.values())}"
        " FROM res_partner, generate_series(1, %s) AS n WHERE id = %s",
        [CUSTOMERS, pattern.id],
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id"
        " WHERE commercial_partner_id IS NULL"
    )
    env.cr.commit()  # the database is dropped afterwards
    env.cr.execute("ANALYZE res_partner")
    env.invalidate_all()
