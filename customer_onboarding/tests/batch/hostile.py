"""A file of customers that is wrong in every way, and what becomes of each row."""

# The columns, by the name of the row's field
TITLES = {
    "name": "Customer",
    "email": "Email",
    "contact": "Contact Person",
    "company": "Our Company",
    "lang": "Language",
    "currency": "Currency",
    "groups": "Customer Groups",
    "areas_off": "Portal Areas Switched Off",
    "salesperson": "Salesperson",
    "invite": "Invite",
    "billing_city": "Billing City",
    "billing_country": "Billing Country",
    "shipping_country": "Shipping Country",
}
MEGABYTES = 10


def row(name, email, problem="", **cells):
    """The cells of a row, with the problem that it is told; "": it gets in."""
    return {"name": name, "email": email, **cells}, problem


# Rows of plain letters, which any encoding holds
PLAIN = [
    row("Müller & Söhne", "good1@example.com", lang="fr", billing_country="FR"),
    row("No At", "no-at.example.com", "Email: this is not one email address"),
    row("Two", "a@example.com, b@example.com", "Email: this is not one"),
    row("Space", "a b@example.com", "Email: this is not one"),
    row("Case One", "Case@Example.com"),
    row(
        "Case Two", "cASE@eXAMPLE.COM", "Email: case@example.com is in the row of Case"
    ),
    row("Case Three", "case@example.com", "Email: case@example.com is in the row of"),
    row("Klingon", "w1@example.com", "Language: Klingon is not", lang="Klingon"),
    row("Not Active", "w2@example.com", "Language: Turkish", lang="Turkish"),
    row("Unknown", "w3@example.com", "Currency: XYZ is not known", currency="XYZ"),
    row("Not Active", "w4@example.com", "Currency: ZWL", currency="ZWL"),
    row("No Group", "w5@example.com", "Groups: Nobody", groups="wholesale; Nobody"),
    row("Old Group", "w6@example.com", "Groups: Former", groups="Former"),
    row("Atlantis", "w7@example.com", "Billing Country: Atl", billing_country="Atl"),
    row("Far", "w8@example.com", "Shipping Country: Oz", shipping_country="Oz"),
    row("No Area", "w9@example.com", "Switched Off: Moon", areas_off="Moon"),
    row("Ghost", "w10@example.com", "Salesperson: Ghost", salesperson="Ghost"),
    row("Sold by", "w11@example.com", "Salesperson: Holder", salesperson="Holder"),
    row("Elsewhere", "w12@example.com", "Our Company: Other", company="Other"),
    row("Perhaps", "w13@example.com", "Invite: write yes or no", invite="perhaps"),
    row("Formula", "w14@example.com", "Invite: write yes or no", invite="=TRUE()"),
    row('=cmd|"/c calc"!A1', "good2@example.com"),
    row("@SUM(1+1)", "good3@example.com", contact="+1-2"),
    row("Formula", '=HYPERLINK("http://example.com")', "Email: this is not one"),
    row(
        "Staff", "Books@Example.com", "Email: books@example.com belongs to the account"
    ),
    row("Past Staff", "gone@example.com", "Email: gone@example.com belongs to the"),
    row(
        "Login", "login@example.com", "Email: login@example.com belongs to the account"
    ),
    row("", "w15@example.com", "Customer: the name is missing"),
    row("   ", "w16@example.com", "Customer: the name is missing"),
    row("N" * 5_000, "w17@example.com", "Customer: the text is longer than 500"),
    row("Long", "w18@example.com", "Billing City: the text is", billing_city="L" * 600),
    row(
        "Big", "w19@example.com", "Contact Person: the", contact="B" * MEGABYTES * 2**20
    ),
    row("No Mail", "", "Email: it is missing, so nobody can be invited"),
    row("No Mail, no Invitation", "", invite="non"),
    row("<script>alert(1)</script>${7*7}", "good4@example.com"),
    row("Evil\r\nBcc: victim@example.com", "good5@example.com"),
    row("'; DROP TABLE res_partner; --", "good6@example.com", groups="WHOLESALE"),
]
# … and those of letters that Latin-1 lacks, or that nobody sees
UNICODE = [
    row("\u202eLuaP\u202c GmbH", "\u200egood7@example.com\u200f"),
    row("شركة النور", "good8@example.com", lang="French", currency="gbp"),
    row("Null\0 Bell\x07 AG", "good9@example.com", contact="木村\ufeff"),
]
ROWS = PLAIN + UNICODE
# what the names of the good rows become
NAMES = {
    "\u202eLuaP\u202c GmbH": "LuaP GmbH",
    "Null\0 Bell\x07 AG": "Null Bell AG",
    "Evil\r\nBcc: victim@example.com": "Evil Bcc: victim@example.com",
}
