"""The value of groups beside Odoo's report and a plain reckoning, for made-up sets."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from odoo.addons.customer_onboarding.tests.common import OnboardingCommon
from odoo.fields import Command
from odoo.tests import tagged

# Units of a currency for one of the company's own; today's rates are those of then
RATES = {
    "USD": {"USD": "1", "EUR": "0.5", "GBP": "0.8", "JPY": "150"},
    "EUR": {"EUR": "1", "USD": "4", "GBP": "2", "JPY": "300"},
}
# customers: in no group, one, three; archived; and a contact of the one in three
KINDS = ("none", "one", "three", "archived", "contact")
CENT = Decimal("0.01")

documents = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(sorted(RATES)),
        st.sampled_from(sorted(RATES["USD"])),
        st.sampled_from(["out_invoice", "out_invoice", "out_refund"]),
        # at least two: half of the smallest coin is nothing to pay
        st.integers(2, 100_000),
        st.sampled_from(["none", "part", "all"]),
    ),
    min_size=1,
    max_size=6,
)

# each kind, company, currency and way to pay at least once
ALL_KINDS = [
    ("none", "USD", "USD", "out_invoice", 10_001, "none"),
    ("one", "EUR", "GBP", "out_invoice", 33_333, "part"),
    ("three", "USD", "JPY", "out_invoice", 70_001, "all"),
    ("three", "EUR", "EUR", "out_refund", 4_567, "none"),
    ("archived", "USD", "EUR", "out_invoice", 2_345, "part"),
    ("archived", "EUR", "USD", "out_refund", 777, "all"),
    ("contact", "EUR", "JPY", "out_invoice", 98_765, "none"),
    ("contact", "USD", "GBP", "out_refund", 1_234, "part"),
]


@tagged("standard", "post_install", "-at_install")
class TestMadeUpSets(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        abroad = cls.setup_other_company(currency_id=cls.eur.id)["company"]
        cls.env.user.company_ids = [Command.link(abroad.id)]
        cls.companies = {"USD": cls.company, "EUR": abroad}
        cls.currencies = {name: cls.env.ref(f"base.{name}") for name in RATES["USD"]}
        cls.env["res.currency"].union(*cls.currencies.values()).active = True
        cls.env["res.currency.rate"].search([]).unlink()
        cls.env["res.currency.rate"].create(
            [
                {
                    "name": "2026-01-01",
                    "rate": float(rate),
                    "currency_id": cls.currencies[name].id,
                    "company_id": company.id,
                }
                for own, company in cls.companies.items()
                for name, rate in RATES[own].items()
                if name != own
            ]
        )
        cls.groups = cls.env["customer.group"].create(
            [{"name": name} for name in ("Cafés", "Hotels", "Schools")]
        )
        first, __, last = cls.groups
        cls.memberships = {
            "none": cls.groups.browse(),
            "one": first,
            "three": cls.groups,
            "archived": first | last,
        }
        cls.partners = {
            kind: cls.make_customer(kind, customer_group_ids=groups.ids)
            for kind, groups in cls.memberships.items()
        }
        cls.partners["contact"] = cls.make_customer(
            "contact", parent_id=cls.partners["three"].id
        )

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        # looking for a smaller set that fails takes minutes
        phases=[Phase.explicit, Phase.generate],
    )
    @example(ALL_KINDS)
    @given(documents)
    def test_totals(self, made_up):
        with self.rolled_back():
            for document in made_up:
                self.make_document(*document)
            self.partners["archived"].active = False
            self.env.flush_all()
            for own in RATES:
                self.check(own, made_up)

    def make_document(self, kind, own, currency, move_type, amount, paid):
        """Post an invoice or credit note, and pay it in its currency."""
        company = self.companies[own]
        there = self.env(context={"allowed_company_ids": company.ids})
        move = there["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partners[kind].id,
                "currency_id": self.currencies[currency].id,
                "invoice_date": "2026-01-15",
                "invoice_date_due": "2026-01-20",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Work",
                            "price_unit": float(in_currency(currency, amount)),
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        move.action_post()
        self.assertEqual(move.currency_id, self.currencies[currency])
        if paid != "none":
            there["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create(
                {
                    "payment_date": "2026-01-15",
                    "amount": move.amount_total * (1 if paid == "all" else 0.5),
                }
            )._create_payments()

    def check(self, own, made_up):
        """Compare both reports of both companies, in the currency of one."""
        company = self.companies[own]
        others = self.env["res.company"].union(*self.companies.values()) - company
        env = self.env(context={"allowed_company_ids": [company.id, *others.ids]})
        env.invalidate_all()
        rows = {
            group: values
            for group, *values in env["customer.group.report"]._read_group(
                [],
                ["customer_group_id"],
                [
                    "amount_share:sum",
                    "amount_invoiced:sum",
                    "invoice_count:sum",
                    "customer_count:sum",
                ],
            )
        }
        expected = self.reckon(own, made_up)
        self.assertEqual(set(rows), set(expected))
        for group, (share, full, invoices, customers) in expected.items():
            self.assertAlmostEqual(rows[group][0], float(share), 2)
            self.assertAlmostEqual(rows[group][1], float(full), 2)
            self.assertEqual(rows[group][2], invoices)
            self.assertEqual(rows[group][3], len(customers))
        [(odoos,)] = env["account.invoice.report"]._read_group(
            [
                ("state", "=", "posted"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            [],
            ["price_subtotal:sum"],
        )
        self.assertAlmostEqual(sum(row[0] for row in rows.values()), odoos, 2)
        self.check_paid(env, own, made_up)

    def check_paid(self, env, own, made_up):
        """Paid is what was paid, as far as halves of a cent let it be."""
        [(paid, overdue)] = env["customer.group.report"]._read_group(
            [("invoice_count", "=", 1)], [], ["paid_share:sum", "overdue_share:sum"]
        )
        invoices = [each for each in made_up if each[3] == "out_invoice"]
        part = {"none": 0, "part": Decimal("0.5"), "all": 1}
        expected = sum(
            self.value_of(own, *each[1:3], each[4]) * part[each[5]] for each in invoices
        )
        total = sum(self.value_of(own, *each[1:3], each[4]) for each in invoices)
        # one unit of the document's currency, in the company's: yen are halved, too
        tolerance = 0.02 * len(made_up) * 4
        self.assertAlmostEqual(paid or 0, float(expected), delta=tolerance)
        self.assertAlmostEqual(overdue or 0, float(total - expected), delta=tolerance)

    def value_of(self, own, company, currency, amount):
        """An amount as it is booked in a company, in the currency of another one."""
        booked = in_currency(currency, amount) / Decimal(RATES[company][currency])
        booked = booked.quantize(CENT, ROUND_HALF_UP)
        return booked / Decimal(RATES[own][company])

    def reckon(self, own, made_up):
        """The same figures, without a database: ``{group: [share, full, …]}``."""
        figures = defaultdict(lambda: [Decimal(0), Decimal(0), 0, set()])
        for kind, company, currency, move_type, amount, __ in made_up:
            value = self.value_of(own, company, currency, amount)
            value = -value if move_type == "out_refund" else value
            customer = "three" if kind == "contact" else kind
            groups = self.memberships[customer] or [self.groups.browse()]
            for group in groups:
                figure = figures[group]
                figure[0] += value / len(groups)
                figure[1] += value
                figure[2] += move_type == "out_invoice"
                figure[3].add(customer)
        return figures


def in_currency(currency, amount):
    """An amount of a document; yen have no cents."""
    return Decimal(amount) if currency == "JPY" else Decimal(amount) / 100
