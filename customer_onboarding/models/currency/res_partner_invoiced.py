from odoo import api, fields, models


class ResPartner(models.Model):
    """The amount invoiced to a customer, in the currency of its invoices.

    Odoo tells it in the company's currency, which is not what the customer was billed.
    """

    _inherit = "res.partner"

    invoiced_currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_invoiced_in_currency",
        groups="account.group_account_invoice,account.group_account_readonly",
        help="The one currency of all this partner's invoices, where it is not the "
        "company's. Without invoices, the customer's. Empty: the amount shows in the "
        "company's currency.",
    )
    invoiced_in_currency = fields.Monetary(
        "Invoiced",
        currency_field="invoiced_currency_id",
        compute="_compute_invoiced_in_currency",
        groups="account.group_account_invoice,account.group_account_readonly",
        help="Posted invoices minus credit notes, without taxes, of this partner and "
        "its contacts.",
    )

    @api.depends("property_sale_currency_id", "invoice_ids.state")
    @api.depends_context("company", "allowed_company_ids")
    def _compute_invoiced_in_currency(self):
        """Sum the invoices of partners billed in another currency, in one query.

        Others keep the amount of Odoo: no query is made for them.
        """
        self.invoiced_currency_id = self.invoiced_in_currency = False
        own = self.env.company.currency_id
        foreign = self.filtered(
            lambda partner: (
                partner.id and (partner.property_sale_currency_id or own) != own
            )
        )
        if not foreign:
            return
        totals = self.env["account.move"]._read_group(
            [
                ("partner_id", "child_of", foreign.ids),
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "posted"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            ["partner_id", "currency_id"],
            ["amount_untaxed_in_currency_signed:sum"],
        )
        amounts = {partner.id: {} for partner in foreign}
        for contact, currency, amount in totals:
            partner_sudo = contact.sudo()
            while partner_sudo:
                if partner_sudo.id in amounts:
                    found = amounts[partner_sudo.id]
                    found[currency] = found.get(currency, 0.0) + amount
                partner_sudo = partner_sudo.parent_id
        for partner in foreign:
            found = amounts[partner.id] or {partner.property_sale_currency_id: 0.0}
            if len(found) == 1 and own not in found:
                [(currency, amount)] = found.items()
                partner.invoiced_currency_id = currency
                partner.invoiced_in_currency = amount
