from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ResPartner(models.Model):
    """One customer in several currencies: customers that continue one another.

    A customer's currency is locked by its documents. Where business goes on in another
    currency, a second customer is created: see ``customer.currency.continue``. All of
    them name the first one, so that each finds the others.
    """

    _inherit = "res.partner"

    currency_origin_id = fields.Many2one(
        "res.partner",
        string="Continues Customer",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        prefetch="customer_onboarding",
        groups="base.group_user",
        help="The first customer of those that are the same in different currencies.",
    )
    currency_continued_ids = fields.One2many(
        "res.partner",
        "currency_origin_id",
        string="Continued by Customers",
        groups="base.group_user",
        context={"active_test": False},
    )
    currency_sibling_ids = fields.Many2many(
        "res.partner",
        string="Same Customer in Other Currencies",
        compute="_compute_currency_siblings",
        groups="base.group_user",
        # an archived one is the same customer, too
        context={"active_test": False},
    )
    currency_sibling_text = fields.Char(
        "Also in Other Currencies",
        compute="_compute_currency_siblings",
        groups="base.group_user",
    )

    # not on the siblings' own ones: each new contact would look for them
    @api.depends("currency_continued_ids", "currency_origin_id")
    @api.depends_context("company", "lang", "uid")
    def _compute_currency_siblings(self):
        """Find the others, and name them with their currencies in this company."""
        siblings_by_customer = self._origin._find_currency_siblings()
        for partner in self:
            siblings = siblings_by_customer.get(partner._origin, partner.browse())
            partner.currency_sibling_ids = siblings
            partner.currency_sibling_text = "; ".join(
                sibling._describe_currency_sibling() for sibling in siblings
            )

    def _describe_currency_sibling(self):
        """This customer and its currency, for the form of another.

        :rtype: str
        """
        self.ensure_one()
        values = {
            "currency": self._get_customer_currency().name,
            "customer": self.sudo().complete_name,
        }
        if not self.active:
            return self.env._("Also in %(currency)s: %(customer)s (archived)", **values)
        return self.env._("Also in %(currency)s: %(customer)s", **values)

    @api.constrains("currency_origin_id")
    def _check_currency_origin(self):
        """Refuse customers that continue one another in a circle.

        :raise ValidationError: naming the customer
        """
        for partner in self:
            if partner._has_cycle("currency_origin_id"):
                raise ValidationError(
                    self.env._(
                        "%s cannot continue itself. Choose another customer.",
                        partner.display_name,
                    )
                )

    def _find_currency_siblings(self):
        """The same customers in other currencies, in one query for all.

        Only those that the user may read; archived ones as well.

        :return: ``{customer: others}``; contacts have none
        :rtype: dict
        """
        customers = self.filtered(lambda one: one == one.commercial_partner_id)
        if not customers:
            return {}
        firsts_sudo = {
            customer: customer.sudo().currency_origin_id or customer.sudo()
            for customer in customers
        }
        ids = [first.id for first in firsts_sudo.values()]
        family = self.with_context(active_test=False).search(
            ["|", ("id", "in", ids), ("currency_origin_id", "in", ids)], order="id"
        )
        family_sudo = family.sudo()
        return {
            customer: family_sudo.filtered(
                lambda one, first=first, customer=customer: (
                    one.id != customer.id and first in (one, one.currency_origin_id)
                )
            ).with_env(self.env)
            for customer, first in firsts_sudo.items()
        }

    def action_continue_currency(self):
        """Open the dialog *Continue in Another Currency* of this customer.

        For those who may create customers. A contact's is that of its customer.

        :rtype: dict
        :raise AccessError: the user may not create customers, or not read this one
        :raise UserError: the currency is not locked
        """
        self.ensure_one()
        self._check_may_continue_currency()
        customer = self.commercial_partner_id
        action = self.env["ir.actions.actions"]._for_xml_id(
            "customer_onboarding.customer_currency_continue_action"
        )
        return action | {"context": {"default_partner_id": customer.id}}

    def action_view_currency_siblings(self):
        """Open the same customer in other currencies: the form of one, a list of more.

        :rtype: dict
        :raise AccessError: the user is not staff, or may not read this customer
        """
        self._check_staff()
        self.ensure_one()
        self.check_access("read")
        siblings = self.currency_sibling_ids
        if len(siblings) == 1:
            return siblings.get_formview_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("%s in Other Currencies", self.display_name),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("id", "in", siblings.ids)],
            "context": {"create": False, "active_test": False},
        }

    def _check_may_continue_currency(self):
        """Refuse a second customer to who may not create one, or does not need it.

        :raise AccessError: the user may not create customers, or not read this one
        :raise UserError: the currency is not locked
        """
        self.ensure_one()
        self._check_staff()
        self.check_access("read")
        self.browse().check_access("create")
        if not self._get_currency_lock_reason():
            raise UserError(
                self.env._(
                    "The currency of %s is not locked: change it on the customer's "
                    "form instead.",
                    self.sudo().commercial_partner_id.complete_name,
                )
            )

    def _leave_currency_origins_among(self):
        """Let no partner continue another of these, because they will be one.

        Comes before a merge: Odoo writes references by SQL, and would let the one that
        stays continue itself.
        """
        partners_sudo = self.sudo()
        partners_sudo.filtered(
            lambda partner: partner.currency_origin_id in partners_sudo
        ).currency_origin_id = False

    def _share_currency_origin(self):
        """Let all others name the one first customer that this one names.

        Comes after a merge: this one may be continued by others, and continue a third.
        """
        customers_sudo = self.sudo().filtered("currency_origin_id")
        for customer_sudo in customers_sudo:
            first = customer_sudo.currency_origin_id
            others_sudo = customer_sudo.with_context(active_test=False).search(
                [("currency_origin_id", "=", customer_sudo.id)]
            )
            others_sudo.currency_origin_id = first
