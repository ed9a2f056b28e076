from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists


class ResPartner(models.Model):
    """Where customers stand on their way into the portal.

    Stored, because lists of very many customers filter, group and show it. No
    computed field: its sources are users, their sign-ins and invitations, and a compute
    would ask for all of these with each new contact. Whoever changes a source calls
    ``_update_portal_access_state``.
    """

    _inherit = "res.partner"

    portal_access_state = fields.Selection(
        [
            ("none", "No Access"),
            ("granted", "Access Granted"),
            ("invited", "Invited"),
            ("expired", "Link Expired"),
            ("failed", "Mail Failed"),
            ("active", "Active"),
        ],
        string="Portal Access",
        default="none",
        readonly=True,
        copy=False,
        prefetch="customer_onboarding",
        groups="base.group_user",
        help="Portal access of this customer and its contacts. No Access: no portal "
        "user. Access Granted: no welcome mail asks the contact in. Invited: the "
        "welcome mail is on its way or arrived, and nobody has signed in. Link "
        "Expired: nobody used the link in time. Mail Failed: a welcome mail did not "
        "arrive. Active: has signed in.",
    )

    needs_attention = fields.Boolean(
        compute="_compute_needs_attention",
        search="_search_needs_attention",
        groups="base.group_user",
        help="Onboarding of this customer or one of its contacts met a problem, a "
        "welcome mail failed, or its link expired unused.",
    )

    _customer_access_idx = models.Index(
        "(portal_access_state, customer_rank DESC, complete_name, id DESC)"
        " WHERE portal_access_state <> 'none'"
    )

    def _auto_init(self):
        """Add the column with its default at once: no row of the table is written."""
        if not column_exists(self.env.cr, self._table, "portal_access_state"):
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ADD COLUMN portal_access_state varchar"
                    " DEFAULT 'none'",
                    SQL.identifier(self._table),
                )
            )
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ALTER COLUMN portal_access_state DROP DEFAULT",
                    SQL.identifier(self._table),
                )
            )
        return super()._auto_init()

    @api.depends(
        "onboarding_issue", "child_ids.onboarding_issue", "portal_access_state"
    )
    def _compute_needs_attention(self):
        found = self.search([("id", "in", self.ids), ("needs_attention", "=", True)])
        for partner in self:
            partner.needs_attention = partner in found

    @api.model
    def _search_needs_attention(self, operator, value):
        """Find those by their ids, because a condition with OR would read them all."""
        # Odoo asks for a field's groups where it is read, not where it is searched
        self._check_staff()
        if operator != "in":
            return NotImplemented
        names = ["active", "onboarding_issue", "parent_id", "portal_access_state"]
        self.env["res.partner"].flush_model(names)
        found = Domain(
            "id",
            "in",
            SQL(
                "(SELECT id FROM res_partner WHERE onboarding_issue <> ''"
                " UNION SELECT parent_id FROM res_partner WHERE onboarding_issue <> ''"
                " AND parent_id IS NOT NULL AND active"
                " UNION SELECT id FROM res_partner"
                " WHERE portal_access_state IN ('failed', 'expired'))"
            ),
        )
        return found if True in value else ~found

    def _update_portal_access_state(self):
        """Store where these contacts and their customers stand; one query for all.

        By SQL, and past ``write``: it is no change that anybody made, and it happens in
        sign-ins of people who may not write contacts.
        """
        if not self.ids:
            return
        self.env["res.partner"].flush_model(
            ["active", "parent_id", "portal_access_state"]
        )
        self.env["res.users"].flush_model(["active", "partner_id", "share"])
        self.env["res.users.log"].flush_model(["create_uid"])
        self.env["customer.invitation"].flush_model(["partner_id", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH customer AS (
                    SELECT id FROM res_partner WHERE id = ANY(%(ids)s)
                    UNION
                    SELECT parent_id FROM res_partner
                     WHERE id = ANY(%(ids)s) AND parent_id IS NOT NULL
                ), contact AS (
                    SELECT id AS customer_id, id FROM customer
                    UNION ALL
                    SELECT parent_id, id FROM res_partner
                     WHERE parent_id IN (SELECT id FROM customer) AND active
                ), access AS (
                    SELECT contact.customer_id, CASE
                        WHEN EXISTS (
                            SELECT FROM res_users_log
                             WHERE create_uid = res_users.id
                        ) THEN 'active'
                        ELSE COALESCE(invitation.state, 'granted')
                    END AS state
                      FROM contact
                      JOIN res_users ON res_users.partner_id = contact.id
                       AND res_users.active AND res_users.share
                      LEFT JOIN LATERAL (
                        SELECT CASE state
                            WHEN 'failed' THEN 'failed'
                            WHEN 'expired' THEN 'expired'
                            ELSE 'invited'
                        END AS state
                          FROM customer_invitation
                         WHERE partner_id = contact.id
                           AND state IN ('to_send', 'sent', 'failed', 'expired')
                         ORDER BY id DESC LIMIT 1
                    ) AS invitation ON TRUE
                ), customer_state AS (
                    -- joined, since a subquery of each customer reads all of them
                    SELECT DISTINCT ON (customer.id) customer.id,
                           COALESCE(access.state, 'none') AS state
                      FROM customer
                      LEFT JOIN access ON access.customer_id = customer.id
                     ORDER BY customer.id, array_position(%(order)s, access.state)
                )
                UPDATE res_partner
                   SET portal_access_state = customer_state.state
                  FROM customer_state
                 WHERE res_partner.id = customer_state.id
                   AND res_partner.portal_access_state
                       IS DISTINCT FROM customer_state.state
                RETURNING res_partner.id
                """,
                ids=self.ids,
                # of several contacts, the one that says most about the customer
                order=["failed", "active", "invited", "expired", "granted"],
            )
        )
        self.browse(id_ for (id_,) in rows).invalidate_recordset(
            ["portal_access_state"], flush=False
        )

    @api.model
    def _start_portal_access_state(self, vals_list):
        """Step: a new contact may bring nothing; only its users do, who come later."""
        for vals in vals_list:
            vals.pop("portal_access_state", None)

    def _change_portal_access_state(self, vals):
        """Step: contacts that move or are archived leave their customer."""
        vals.pop("portal_access_state", None)
        if vals.keys().isdisjoint({"active", "parent_id"}):
            return None
        # asked, because Odoo writes both with each new user, as they are
        moved = self.filtered(
            lambda partner: (
                ("active" in vals and partner.active != vals["active"])
                or ("parent_id" in vals and partner.parent_id.id != vals["parent_id"])
            )
        )
        affected = moved | moved.parent_id
        return partial(affected._update_portal_access_state) if affected else None
