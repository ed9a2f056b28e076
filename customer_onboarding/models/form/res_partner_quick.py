from odoo import api, models, tools


class ResPartner(models.Model):
    """Quick Insert: a new customer with few keys."""

    _inherit = "res.partner"

    @api.onchange("name")
    def _onchange_name_with_email(self):
        """Split what is pasted as the name of a new customer: "Ada <ada@x.example>".

        On the forms of new customers alone, and never over an address that is there.
        """
        if self._origin or self.email or not self.env.context.get("new_customer_form"):
            return
        if len(tools.email_split(self.name or "")) != 1:
            return
        name, email = tools.parse_contact_from_email(self.name)
        if name and email:
            self.name = name
            self.email = email
