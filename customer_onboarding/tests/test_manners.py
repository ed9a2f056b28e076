import inspect
from copy import deepcopy
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.fields import Command
from odoo.tools import mute_logger

from .common import OnboardingCommon

OURS = "odoo.addons.customer_onboarding"
# what Odoo itself adds to the values of callers
ODOO = {"account.move": {"is_manually_modified"}, "sale.order": {"name"}}


class TestManners(OnboardingCommon):
    """What other code may rely on, whoever wrote it."""

    def test_methods_of_one_name_take_the_same_arguments(self):
        """Whoever calls a method of a mixin gets no other one of the same name."""
        for model in self.registry.values():
            first = {}
            for cls in model.__mro__:
                if not cls.__module__.startswith(OURS):
                    continue
                for name, method in vars(cls).items():
                    if not inspect.isfunction(method) or self.is_odoo(model, name):
                        continue
                    names = list(inspect.signature(method).parameters)
                    self.assertEqual(
                        first.setdefault(name, names),
                        names,
                        f"{name} of {model._name} in {cls.__module__}",
                    )

    def is_odoo(self, model, name):
        """Whether Odoo has a method, and says what it takes."""
        return any(
            name in vars(cls)
            for cls in model.__mro__
            if cls is not model and not cls.__module__.startswith(OURS)
        )

    def test_values_stay_the_callers(self):
        customer = self.make_customer()
        contact = Command.create({"name": "Ada", "email": "ada@example.com"})
        line = Command.create({"product_id": self.product_a.id})
        for model, values in (
            (
                "res.partner",
                {
                    "name": "Deco",
                    "email": "Deco@Example.com",
                    "child_ids": [contact],
                    "property_sale_currency_id": self.eur.id,
                    "grant_portal_access": True,
                    "send_welcome_mail": True,
                },
            ),
            ("res.users", {"login": "Camille@Example.com", "name": "Camille"}),
            (
                "account.move",
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_line_ids": [line],
                },
            ),
            ("sale.order", {"partner_id": customer.id, "order_line": [line]}),
            ("account.payment", {"partner_id": customer.id, "amount": 10}),
            ("portal.area", {"name": "Bills", "code": "bills"}),
            ("customer.group", {"name": "Schools"}),
        ):
            with self.subTest(model):
                vals_list = [deepcopy(values)]
                record = self.env[model].create(vals_list)
                [vals] = vals_list
                self.assertEqual(_without(vals, ODOO.get(model)), values)
                changed = {key: values[key] for key in list(values)[:2]}
                kept = deepcopy(changed)
                record.write(changed)
                self.assertEqual(_without(changed, ODOO.get(model)), kept)

    @mute_logger("odoo.sql_db")
    def test_a_login_taken_at_the_same_moment_is_told(self):
        """Another transaction may take the address after we looked."""
        customer = self.make_customer()
        Users = type(self.env["res.users"])

        def taken(*_args, **_kwargs):
            raise UniqueViolation('violates "res_users_login_key"')

        with patch.object(Users, "create", taken):
            customer.action_grant_portal_access()
        self.assertIn(customer.email, customer.onboarding_issue)
        self.assertNotIn("unexpected", customer.onboarding_issue)


def _without(values, names):
    return {name: value for name, value in values.items() if name not in (names or ())}
