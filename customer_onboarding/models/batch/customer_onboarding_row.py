import logging
from collections import defaultdict

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

_logger = logging.getLogger(__name__)

LONGEST = 500  # letters of a cell


class CustomerOnboardingRow(models.Model):
    """One customer of a batch: what the file said, what was made of it.

    The cells hold text, so that any file loads. What will become of a row is said
    before anything is written, and said again at the moment it is taken on.
    """

    _name = "customer.onboarding.row"
    _description = "Row of an Onboarding"
    _order = "id"

    batch_id = fields.Many2one(
        "customer.onboarding.batch", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="batch_id.company_id", store=True, index=True)
    name = fields.Char("Customer")
    email = fields.Char()
    contact = fields.Char("Contact Person")
    company = fields.Char("Our Company")
    lang = fields.Char("Language")
    currency = fields.Char()
    groups = fields.Char("Customer Groups", help="Names, with commas between them.")
    areas_off = fields.Char("Portal Areas Switched Off")
    salesperson = fields.Char()
    invite = fields.Char(help="Yes or no. Empty: yes.")
    billing_street = fields.Char()
    billing_zip = fields.Char("Billing ZIP")
    billing_city = fields.Char()
    billing_country = fields.Char()
    shipping_street = fields.Char()
    shipping_zip = fields.Char("Shipping ZIP")
    shipping_city = fields.Char()
    shipping_country = fields.Char()
    email_normalized = fields.Char(
        compute="_compute_email_normalized", store=True, index=True
    )
    verdict = fields.Selection(
        [
            ("new", "New"),
            ("update", "Exists: Will Be Updated"),
            ("invite", "Exists: Will Be Invited"),
            ("leave", "Exists: Left Alone"),
            ("wrong", "Problem"),
        ],
        "What Will Happen",
        readonly=True,
    )
    problem = fields.Text(readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("skipped", "Left Alone"),
            ("failed", "Failed"),
        ],
        "Status",
        default="waiting",
        required=True,
        readonly=True,
        copy=False,
    )
    issue = fields.Text("Why It Failed", readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer Record",
        readonly=True,
        index="btree_not_null",
        copy=False,
    )
    invitation_id = fields.Many2one(
        "customer.invitation", readonly=True, index="btree_not_null", copy=False
    )
    invitation_state = fields.Selection(related="invitation_id.state", string="Mail")

    _waiting_idx = models.Index("(batch_id, state, id)")

    @api.depends("email")
    def _compute_email_normalized(self):
        for row in self:
            # no index takes more; and it is told that the cell is too long
            email = row._get_cell("email") if len(row.email or "") <= LONGEST else ""
            # Odoo would leave out a blank in the address: that is another address
            is_whole = " " not in email.rpartition("<")[2].rstrip("> ")
            row.email_normalized = is_whole and email_normalize(email)

    @api.model_create_multi
    def create(self, vals_list):
        """Say of new rows at once what will become of them."""
        rows = super().create([self._clean_cells(vals) for vals in vals_list])
        rows._check()
        return rows

    def write(self, vals):
        """Say it anew when a cell was corrected."""
        # those of the old address may be doubles no more
        rows = self._get_rows_of_same_email() if "email" in vals else self
        result = super().write(self._clean_cells(vals))
        if not self._get_cell_names().isdisjoint(vals):
            rows |= self | self._get_rows_of_same_email()
            rows.filtered(lambda row: row.state == "waiting")._check()
        return result

    @api.model
    def _clean_cells(self, vals):
        """Leave out what a database cannot hold, and what nobody can read.

        A cell that is too long stays so, and is told; its end is of no use.

        :param dict vals: values of a row
        :rtype: dict
        """
        cells = self._get_cell_names()
        cleaned = dict(vals)
        for name in cells & vals.keys():
            if isinstance(text := vals[name], str):
                text = text.replace("\0", "")
                cleaned[name] = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        return cleaned

    @api.model
    def get_import_templates(self):
        """The file that Odoo's import screen offers to start from."""
        return [
            {
                "label": self.env._("Import Template for Customers"),
                "template": "/customer_onboarding/static/csv/onboard_many.csv",
            }
        ]

    def _get_rows_of_same_email(self):
        """The rows of the same batches with email addresses of these.

        :rtype: customer.onboarding.row
        """
        return self.search(
            [
                ("batch_id", "in", self.batch_id.ids),
                (
                    "email_normalized",
                    "in",
                    list(filter(None, self.mapped("email_normalized"))),
                ),
            ]
        )

    def _take_on(self):
        """Create or change the customers of these rows, and invite them.

        A row that fails is told apart by halving, and fails alone.
        """
        try:
            with self.env.cr.savepoint():
                return self._take_on_together()
        except OperationalError:
            raise  # a conflict with another transaction: Odoo tries again
        except Exception as error:
            if len(self) == 1:
                issue = self._prepare_issue(error)
                return self.write({"state": "failed", "issue": issue})
        half = len(self) // 2
        self[:half]._take_on()
        return self[half:]._take_on()

    def _take_on_together(self):
        """Take all on in a few calls; one failure fails them all."""
        self._check()
        by_verdict = defaultdict(self.browse)
        for row in self:
            by_verdict[row.verdict] |= row
        for row in by_verdict["wrong"]:
            row.write({"state": "failed", "issue": row.problem})
        by_verdict["leave"].write({"state": "skipped"})
        choices = self._get_choices()
        by_verdict["new"]._create_customers(choices)
        existing = by_verdict["update"]._get_existing_customers()
        for row in by_verdict["update"]:
            row.partner_id = existing[row.email_normalized]
            row.partner_id.write(row._prepare_customer(choices, update=True))
        going = by_verdict["new"] | by_verdict["update"] | by_verdict["invite"]
        going._invite()
        for row in going:
            issue = row._get_target().onboarding_issue
            row.write({"state": "failed" if issue else "done", "issue": issue})

    def _create_customers(self, choices):
        """Create the customers of these rows, and their contact persons.

        :param dict choices: as from ``_get_choices``
        """
        partners = self.env["res.partner"].create(
            [row._prepare_customer(choices) for row in self]
        )
        for row, partner in zip(self, partners, strict=True):
            row.partner_id = partner

    def _get_target(self):
        """Who is invited: the contact person, if the row names one, or the customer.

        :rtype: res.partner
        """
        self.ensure_one()
        person = self.partner_id.child_ids.filtered(
            lambda contact: (
                contact.type == "contact" and contact.name == self._get_cell("contact")
            )
        )
        return person[:1] or self.partner_id

    def _invite(self):
        """Grant access and queue mails, once for each row, however often it runs."""
        invited = self.filtered(lambda row: row._wants_invitation())
        for batch in invited.batch_id:
            rows = invited.filtered(lambda row, batch=batch: row.batch_id == batch)
            mailed = rows.filtered("invitation_id")
            for some, mail in ((rows - mailed, True), (mailed, False)):
                targets = self.env["res.partner"].union(
                    *(row._get_target() for row in some)
                )
                targets._onboard(
                    grant_portal_access=batch.grant_portal_access,
                    send_welcome_mail=batch.send_welcome_mail and mail,
                )
            if batch.send_welcome_mail:
                (rows - mailed)._note_invitations()

    def _note_invitations(self):
        """Note on these rows the mails that were queued for them just now."""
        latest = {}
        targets = {row: row._get_target() for row in self}
        partners = self.env["res.partner"].union(*targets.values())
        for invitation in self.env["customer.invitation"].search(
            [("partner_id", "in", partners.ids), ("state", "=", "to_send")], order="id"
        ):
            latest[invitation.partner_id] = invitation
        for row, target in targets.items():
            row.invitation_id = latest.get(target)

    def _prepare_issue(self, error):
        """The sentence for a row that failed.

        :param Exception error: the one being handled
        :rtype: str
        """
        if isinstance(error, UserError):
            return error.args[0]
        _logger.exception("Onboarding of row %s", self.id)
        return self.env._(
            "An unexpected error stopped this row. Ask an administrator to look it up "
            "in the server log, then try again."
        )
