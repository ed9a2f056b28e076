"""Customers of a database whose addons are older than these tests."""

from odoo import models
from odoo.fields import Command

# what staff chose or the addon has noted, by model; computed fields show both
FIELDS = {
    "res.partner": (
        *("name", "lang", "email", "parent_id", "type", "street", "city"),
        *("portal_off_area_ids", "portal_area_ids", "customer_group_ids"),
        *("property_sale_currency_id", "language_lock", "portal_access_state"),
        *("billing_same", "shipping_same", "invitation_ids"),
    ),
    "customer.invitation": ("partner_id", "email", "state", "sent_date"),
    "customer.group": ("name", "partner_ids", "sale_currency_id", "color"),
    "account.move": (
        *("name", "state", "partner_id", "partner_shipping_id", "amount_total"),
        *("currency_id", "partner_invoice_id"),
    ),
    "sale.order": (
        *("name", "state", "partner_id", "partner_invoice_id", "partner_shipping_id"),
        *("currency_id", "pricelist_id", "amount_total"),
    ),
    "product.pricelist": ("name", "currency_id"),
    # not what an area hides, which updates of its app change
    "portal.area": ("name", "code", "active", "off_by_default"),
    "res.company": (
        *("customer_document_lang", "customer_language_lock"),
        "portal_document_link_policy",
    ),
    "mail.mail": ("state", "email_to", "recipient_ids"),
}


class TestWorldUpgrade(models.AbstractModel):
    """What must be the same before and after an upgrade."""

    _name = "test.world.upgrade"
    _inherit = "test.world"
    _description = "Customers from before an upgrade"

    def _make(self):
        """Make customers that use each part of the addon, with the addon as it is.

        :return: the ids of their partners, by name
        :rtype: dict
        """
        self = self._quiet()
        self._load_languages(["fr_FR", "de_DE"])
        euro = self.env.ref("base.EUR")
        euro.active = True
        company = self.env.company
        company.customer_document_lang = "customer"
        company.portal_document_link_policy = "refuse_signed_in"
        area = self._area("tickets")
        area.write({"name": "Questions", "off_by_default": True})
        group = self.env["customer.group"].create({"name": "Resellers", "color": 3})
        group.with_context(lang="fr_FR").name = "Revendeurs"
        customers = {
            "restricted": self._make_restricted(group, euro),
            "invited": self._make_invited(),
            "plain": self._make_partner("plain"),
        }
        for customer in customers.values():
            self._make_documents(customer)
        customers["restricted"].action_unlock_language()
        return {name: partner.id for name, partner in customers.items()}

    def _area(self, code):
        return self.env.ref(f"customer_onboarding.portal_area_{code}")

    def _make_partner(self, name, **values):
        return self.env["res.partner"].create(
            {"name": name, "email": f"{name}@example.com", "is_company": True} | values
        )

    def _make_restricted(self, group, currency):
        """Make a customer in another currency, with areas off and two addresses."""
        customer = self._make_partner(
            "restricted",
            lang="fr_FR",
            customer_group_ids=[Command.link(group.id)],
            property_sale_currency_id=currency.id,
            portal_off_area_ids=[Command.link(self._area("invoices").id)],
            billing_same=False,
            billing_street="1 Bill Street",
            billing_city="Ghent",
            shipping_same=False,
            shipping_street="2 Ship Street",
        )
        self._make_portal_user(customer, "restricted")
        contact = self._make_partner(
            "contact",
            is_company=False,
            parent_id=customer.id,
            portal_off_area_ids=[Command.link(self._area("orders").id)],
        )
        self._make_portal_user(contact, "contact")
        return customer

    def _make_invited(self):
        """Make a customer whose welcome mail waits to be sent."""
        customer = self._make_partner("invited", lang="de_DE")
        customer._onboard(grant_portal_access=True, send_welcome_mail=True)
        return customer

    def _make_documents(self, customer):
        """Make an invoice, an order and a quotation that is cancelled."""
        product = self.env["product.product"].create(
            {"name": f"Crate of {customer.name}", "list_price": 50}
        )
        line = Command.create({"product_id": product.id})
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [line],
            }
        ).action_post()
        order = {"partner_id": customer.id, "order_line": [line]}
        sold, cancelled = self.env["sale.order"].create([order, order])
        sold.action_confirm()
        cancelled._action_cancel()

    def _read(self):
        """Read all that must not change.

        :return: for each model its records' values, by the record's id as text
        :rtype: dict
        """
        return {
            model: {
                str(values["id"]): {
                    name: str(value) for name, value in sorted(values.items())
                }
                for values in self.env[model]
                .with_context(active_test=False, lang="en_US")
                .search([])
                .read(names, load=None)
            }
            for model, names in FIELDS.items()
        }
