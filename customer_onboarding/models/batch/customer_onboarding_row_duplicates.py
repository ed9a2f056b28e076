from odoo import fields, models
from odoo.exceptions import UserError


class CustomerOnboardingRow(models.Model):
    """Customers that a row may be, although its email address is another one."""

    _inherit = "customer.onboarding.row"

    duplicate_id = fields.Many2one(
        "res.partner",
        "Looks Like",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The most likely of the customers that this row may be already.",
    )
    duplicate_hint = fields.Text(
        "Possible Duplicate",
        readonly=True,
        copy=False,
        help="Customers with a similar name, or archived ones with the same email "
        "address. The row becomes a new customer all the same.",
    )

    def _check(self):
        """Also tell customers that new ones of these rows may be."""
        result = super()._check()
        self._note_duplicates()
        return result

    def _note_duplicates(self):
        """Note on the rows that become new customers which ones they look like."""
        new = self.filtered(lambda row: row.verdict == "new")
        duplicates = self.env["res.partner"]._find_likely_duplicates(
            [row._prepare_duplicate_question() for row in new]
        )
        found = dict(zip(new, duplicates, strict=True))
        for row in self:
            likely = found.get(row, [])
            values = {
                "duplicate_id": likely[0][0].id if likely else False,
                "duplicate_hint": "\n".join(
                    partner._tell_duplicate(reason) for partner, reason in likely
                )
                or False,
            }
            if row.duplicate_id.id != values["duplicate_id"] or (
                row.duplicate_hint != values["duplicate_hint"]
            ):
                row.write(values)

    def _prepare_duplicate_question(self):
        """Hook: what of this row customers are compared with.

        :return: values as for ``res.partner._find_likely_duplicates``
        :rtype: dict
        """
        self.ensure_one()
        return {
            "name": self._get_cell("name"),
            "email": self.email_normalized,
            "is_company": True,
        }

    def action_open_duplicate(self):
        """Open the customer that this row looks like.

        :return: the action that opens its form
        :rtype: dict
        :raise UserError: it looks like none
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_duplicate()._get_records_action()

    def action_use_duplicate(self):
        """Invite the customer that this row looks like, and create none.

        :raise UserError: it looks like none, or is taken on already
        """
        self.check_access("write")
        for row in self:
            duplicate = row._get_duplicate()
            row.write({"partner_id": duplicate.id})
            row._check()

    def _get_duplicate(self):
        """The customer that this row looks like.

        :rtype: res.partner
        :raise UserError: there is none, or the row is no longer waiting
        """
        self.ensure_one()
        if not self.duplicate_id or self.state != "waiting":
            raise UserError(
                self.env._(
                    "The row of %(customer)s looks like no other customer. Reload the "
                    "page to see what will become of it.",
                    customer=self.name,
                )
            )
        return self.duplicate_id
