"""What the tests are made of: customers, their portal users, their documents."""

import io
import re
from contextlib import contextmanager

from PIL import Image

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.fields import Command
from odoo.tests import tagged

PASSWORD = "a good Passw0rd"
# of access to a record
MODES = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class OnboardingCommon(AccountTestInvoicingCommon):
    """A company with a chart of accounts, and factories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.eur = cls.env.ref("base.EUR")
        cls.gbp = cls.env.ref("base.GBP")
        (cls.eur | cls.gbp).active = True
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.load_terms(["portal", "account", "sale", "customer_onboarding"], ["fr_FR"])
        cls.area_invoices = cls.env.ref("customer_onboarding.portal_area_invoices")
        cls.area_orders = cls.env.ref("customer_onboarding.portal_area_orders")
        cls.area_quotations = cls.env.ref("customer_onboarding.portal_area_quotations")
        # the tests' own user is an accountant; customers are taken on by it as well
        cls.env.user.group_ids |= (
            cls.env.ref("base.group_partner_manager")
            | cls.env.ref("base.group_multi_currency")
            | cls.env.ref("sales_team.group_sale_manager")
        )

    @classmethod
    def load_terms(cls, modules, langs):
        """Load translations, of languages whose names of countries have none yet.

        A database made for tests holds them all, and loading takes seconds a class.
        """
        germany = cls.env.ref("base.de")
        missing = [
            lang
            for lang in langs
            if germany.with_context(lang=lang).name == germany.name
        ]
        if missing:
            cls.env["ir.module.module"]._load_module_terms(modules, missing)

    @classmethod
    def make_customer(cls, name="Azure Interior", **values):
        """A customer; without ``email=``, one made from its name."""
        email = f"{name.lower().replace(' ', '.')}@example.com"
        return cls.env["res.partner"].create(
            {"name": name, "is_company": "parent_id" not in values, "email": email}
            | values
        )

    @classmethod
    def make_portal_user(cls, partner, login=None):
        """A portal user who signs in with ``PASSWORD``."""
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "partner_id": partner.id,
                    "login": login or partner.email,
                    "password": PASSWORD,
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                }
            )
        )

    @classmethod
    def make_invoice(cls, partner, amount=100.0, post=True, **values):
        """A customer invoice of one line, without tax."""
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2026-01-15",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Consulting",
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
            | values
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def make_order(cls, partner, state="sent", **values):
        """A quotation (``draft``, ``sent``) or an order (``sale``, ``cancel``)."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": cls.product_a.id})],
            }
            | values
        )
        order.state = state
        return order

    @staticmethod
    def png():
        """A picture that is not Odoo's own logo."""
        content = io.BytesIO()
        Image.new("RGB", (30, 10), "red").save(content, "PNG")
        return content.getvalue()

    def queued_mails(self, partner):
        """The mails of the queue to a contact, or about one."""
        return self.env["mail.mail"].search(
            [
                "|",
                ("recipient_ids", "in", partner.ids),
                "&",
                ("model", "=", "res.partner"),
                ("res_id", "in", partner.ids),
            ]
        )

    def outgoing(self, mail):
        """What leaves for the mail server: one dictionary a copy, with its secrets."""
        return mail._prepare_outgoing_list()

    def outgoing_link(self, mail, path):
        """The link to a page in a mail, as its receiver gets it: path and query."""
        [copy] = self.outgoing(mail)
        url = re.search(rf'href="([^"]*{re.escape(path)}[^"]*)"', copy["body"])[1]
        return "/" + url.split("/", 3)[3]

    def csrf_token(self, path):
        """The token that the forms of a page post."""
        page = self.url_open(path).text
        return re.search(r'name="csrf_token"\s+value="([^"]*)"', page)[1]

    def open_to_portal_users(self, model_name):
        """Let portal users read and write a model, as far as its rules go."""
        self.env["ir.model.access"].sudo().create(
            {
                "name": "Portal",
                "model_id": self.env["ir.model"]._get_id(model_name),
                "group_id": self.env.ref("base.group_portal").id,
                **{f"perm_{mode}": True for mode in MODES},
            }
        )

    def send_again(self, partner):
        """Press *Send Welcome Mail* and answer the question that a second mail asks."""
        asked = partner.with_context(customer_send_again=True)
        return asked.action_send_welcome_mail()

    @contextmanager
    def areas_off(self, partner, areas):
        """Switch areas off for a while, and back to what was."""
        before = partner.portal_off_area_ids
        partner.portal_off_area_ids = areas
        try:
            yield
        finally:
            partner.portal_off_area_ids = before

    def rolled_back(self):
        """A block whose changes to the database are undone at its end."""
        savepoint = self.cr.savepoint(flush=True)
        self.addCleanup(self.env.invalidate_all)

        class RollBack:
            def __enter__(self):
                savepoint.__enter__()

            def __exit__(self, *exc_info):
                savepoint.close(rollback=True)

        return RollBack()
