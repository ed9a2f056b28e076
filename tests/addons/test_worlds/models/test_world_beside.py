"""What the tests beside other apps ask of forms and of their customers."""

from lxml import etree

from odoo import models
from odoo.fields import Command

NEW_CUSTOMER = "customer_onboarding.res_partner_customer_view_form"
OURS = "customer_onboarding"
# of the context of *New Customer* in the app's menu
NEW = {
    "new_customer_form": True,
    "default_is_company": True,
    "res_partner_search_mode": "customer",
}


class TestWorldBeside(models.AbstractModel):
    """The form of partners, and the way of a customer, beside apps of others."""

    _name = "test.world.beside"
    _inherit = "test.world"
    _description = "Customers beside other apps"

    def _read_forms(self):
        """Return what stands on the form of partners, with and without our addons.

        :return: the names of fields, pages and buttons, each as "tag name" and after
            the field that it is a line of: "without" ours, on Odoo's form "with" them,
            on that of a "new" customer; and "headers", how many each form has
        :rtype: dict
        """
        odoo, new = self.env.ref("base.view_partner_form"), self.env.ref(NEW_CUSTOMER)
        ours = self.env["ir.model.data"].search(
            [("module", "=like", f"{OURS}%"), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(ours.mapped("res_id"))
        views = views.filtered(lambda view: view.mode == "extension")
        arches = {"with": self._get_form(odoo), "new": self._get_form(new)}
        views.active = False
        arches["without"] = self._get_form(odoo)
        views.active = True
        names = {key: self._get_names(arch) for key, arch in arches.items()}
        headers = [len(arches[key].findall("header")) for key in ("with", "new")]
        return names | {"headers": headers}

    def _get_form(self, view):
        arch = self.env["res.partner"].get_view(view.id)["arch"]
        return etree.fromstring(arch)

    def _get_names(self, arch):
        path = "//field[@name] | //page[@name] | //button[@name]"
        return sorted(
            {
                "/".join(
                    f"{element.tag} {element.get('name')}"
                    for element in (*reversed(list(node.iterancestors("field"))), node)
                )
                for node in arch.xpath(path)
            }
        )

    def _take_on(self, choices):
        """Save *New Customer* for a company and a person, with both boxes ticked.

        An invoice and an order of each follow.

        :param dict choices: names of the `currency`, the `group` and the code of `lang`
        :return: what became of each customer, by its name
        :rtype: dict
        """
        group = self.env["customer.group"].search([("name", "=", choices["group"])])
        values = {
            "property_sale_currency_id": self.env.ref(f"base.{choices['currency']}").id,
            "customer_group_ids": [Command.set(group.ids)],
            "lang": choices["lang"],
            "billing_street": "1 Billing Street",
            "shipping_street": "2 Shipping Street",
            "grant_portal_access": True,
            "send_welcome_mail": True,
        }
        company = {"name": "Boulangerie Martin", "email": "martin@example.com"}
        person = {"name": "Ada Lovelace", "email": "ada@example.com"}
        return {
            "company": self._take_one_on(values | company),
            "person": self._take_one_on(values | person | {"is_company": False}),
        }

    def _take_one_on(self, values):
        admin = self.env.ref("base.user_admin")
        partner_model = self.env["res.partner"].with_user(admin).with_context(**NEW)
        # as the client sends it: with the defaults of what stands on the form
        names = self._get_form(self.env.ref(NEW_CUSTOMER)).xpath("//field/@name")
        fields = [name for name in set(names) if name in partner_model._fields]
        values = partner_model.default_get(fields) | values
        [saved] = partner_model.web_save(values, {"id": {}})
        partner = partner_model.browse(saved["id"])
        return {
            "id": partner.id,
            "name": partner.name,
            "is_company": partner.is_company,
            "access": partner.portal_access_state,
            "issue": partner.onboarding_issue,
            "mails": len(partner.invitation_ids),
            "groups": partner.customer_group_ids.mapped("name"),
            "billing": partner.billing_street,
            **self._make_documents(partner),
        }

    def _make_documents(self, partner):
        """Make a direct invoice and an order of a customer.

        :return: of each, the streets for billing and shipping, and the currency
        :rtype: dict
        """
        values = {"partner_id": partner.id}
        line = {"name": "Farine", "price_unit": 12.5}
        invoice = self.env["account.move"].create(
            values
            | {"move_type": "out_invoice", "invoice_line_ids": [Command.create(line)]}
        )
        invoice.action_post()
        order = self.env["sale.order"].create(values)
        return {
            key: [
                document.partner_invoice_id.street,
                document.partner_shipping_id.street,
                document.currency_id.name,
            ]
            for key, document in (("invoice", invoice), ("order", order))
        }

    def _choose_default_addresses(self):
        """Make a customer for whom staff chose addresses, and documents of it.

        With the OCA's `partner_contact_address_default`.

        :return: the documents, as from ``_make_documents``
        :rtype: dict
        """
        customer = self.env["res.partner"].create(
            {"name": "Choosy", "is_company": True, "billing_street": "1 Billing Street"}
        )
        streets = {"invoice": "5 Chosen Street", "delivery": "6 Dock"}
        for address_type, street in streets.items():
            values = {"type": address_type, "street": street, "parent_id": customer.id}
            # not the first of its type, which would be taken anyway
            self.env["res.partner"].create(values | {"street": "4 First Street"})
            customer[f"partner_{address_type}_id"] = self.env["res.partner"].create(
                values | {"name": "Z"}
            )
        return self._make_documents(customer)

    def _ask_for_validation(self, partner_ids):
        """Ask colleagues to approve customers, which can't be changed meanwhile.

        With the OCA's `partner_tier_validation`.

        :param list[int] partner_ids: of the customers
        """
        self.env.ref(
            "partner_tier_validation.partner_tier_definition_company_only"
        ).write({"active": True, "definition_domain": "[]"})
        draft = self.env["res.partner.stage"].search([("state", "=", "draft")], limit=1)
        partners = self.env["res.partner"].browse(partner_ids)
        partners.stage_id = draft
        # whether one needs it is remembered from before
        self.env.invalidate_all()
        for partner in partners:
            partner.request_validation()
