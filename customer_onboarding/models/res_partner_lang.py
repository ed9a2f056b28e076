from odoo import api, fields, models
from odoo.exceptions import UserError

LOCK = "language_lock"
BOX = "lang_for_contacts"


class ResPartner(models.Model):
    """Customer language: locked by the first transaction, opened by the padlock.

    The rule stands in ``write``, whoever calls it: forms, lists, imports, RPC and the
    portal all end there. A new contact may start in whatever language it speaks.
    """

    _inherit = "res.partner"

    lang = fields.Selection(tracking=True)
    language_lock = fields.Selection(
        [("locked", "Locked"), ("unlocked", "Unlocked")],
        copy=False,
        groups="base.group_user",
        help="What staff set with the padlock; empty follows the settings: the "
        "language is locked by the customer's first transaction, or not at all.",
    )
    language_lock_reason = fields.Char(
        "Why the Language Is Locked",
        compute="_compute_language_lock_reason",
        groups="base.group_user",
        help="Empty as long as the language can be changed.",
    )
    lang_contact_count = fields.Integer(
        "Contacts with the Former Language",
        compute="_compute_lang_contact_count",
        groups="base.group_user",
        help="On a form where the language was changed: contacts who had the same.",
    )
    lang_for_contacts = fields.Boolean(
        "Change Contacts Too",
        store=False,
        groups="base.group_user",
        help="Give the new language to the contacts who had the former one, too.",
    )

    @api.depends("lang", "language_lock", "commercial_partner_id")
    def _compute_language_lock_reason(self):
        reasons = self._origin._get_language_lock_reasons()
        for partner in self:
            partner.language_lock_reason = reasons.get(partner._origin.id, False)

    @api.depends("lang")
    def _compute_lang_contact_count(self):
        for partner in self:
            origin = partner._origin
            partner.lang_contact_count = (
                len(origin._get_contacts_with_same_lang())
                if origin and partner.lang and partner.lang != origin.lang
                else 0
            )

    @api.onchange("lang")
    def _onchange_lang_for_contacts(self):
        self.lang_for_contacts = bool(self.lang_contact_count)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{k: v for k, v in vals.items() if k != BOX} for vals in vals_list]
        )

    def write(self, vals):
        """Refuse another language while it is locked; take the contacts along.

        Stock gives contacts who get another parent the language of that one, past
        ``write``: a locked language is set again.

        :raise UserError: the language of one of the partners is locked
        """
        vals = dict(vals)
        follow = vals.pop(BOX, False)
        if LOCK in vals and vals.keys() != {LOCK}:
            self.write({LOCK: vals.pop(LOCK)})
        customers = self
        if LOCK in vals:
            customers = self.commercial_partner_id.filtered(
                lambda customer: customer[LOCK] != vals[LOCK]
            )
            customers._note_language_lock(vals[LOCK])
        elif "lang" in vals:
            self._check_language_lock(vals["lang"])
        contacts = self._get_following_contacts(vals.get("lang")) if follow else self
        locked = self._get_locked_langs() if "parent_id" in vals else {}
        result = super(ResPartner, customers).write(vals)
        if contacts := contacts - self:
            contacts.write({"lang": vals["lang"]})
        for partner, lang in locked.items():
            if "lang" not in vals and partner.lang != lang:
                super(ResPartner, partner).write({"lang": lang})
        return result

    def action_unlock_language(self):
        """Open the padlock: the language can be changed, until staff lock it again."""
        return self.write({LOCK: "unlocked"})

    def action_lock_language(self):
        """Close the padlock, also before there is any transaction."""
        return self.write({LOCK: "locked"})

    def _note_language_lock(self, state):
        """Note in the chatter of these customers that staff set the padlock.

        :param state: ``locked``, ``unlocked`` or falsy, to follow the settings
        """
        notes = {
            "locked": self.env._("The language was locked."),
            "unlocked": self.env._("The language was unlocked."),
        }
        note = notes.get(state) or self.env._(
            "The lock of the language follows the settings again."
        )
        for customer in self:
            customer.message_post(body=note)

    def _get_locked_langs(self):
        """The languages of those of these partners whose language is locked.

        :return: ``{partner: code of the language}``
        :rtype: dict
        """
        reasons = self._get_language_lock_reasons()
        return {partner: partner.lang for partner in self if partner.id in reasons}

    def _check_language_lock(self, lang):
        """Refuse a change of language where it is locked.

        :param lang: code of the new language; giving one to a partner without any is
            not a change
        :raise UserError: naming the partner, the reason and the way out
        """
        changing = self.filtered(lambda p: p.lang and p.lang != (lang or False))
        for reason in changing._get_language_lock_reasons().values():
            raise UserError(reason)

    def _get_language_lock_reason(self):
        """Why the language of this customer or contact cannot be changed.

        The one place that answers "is this partner's language locked?"; for more than
        one see ``_get_language_lock_reasons``.

        :return: a sentence naming the partner and the reason, or False
        :rtype: str | bool
        """
        self.ensure_one()
        return self._get_language_lock_reasons().get(self.id, False)

    def _get_language_lock_reasons(self):
        """Why the languages of these partners cannot be changed.

        The lock is the customer's, and holds for its contacts. The language of an
        employee is no matter of customers.

        :return: ``{id of the partner: sentence}`` for those that are locked
        :rtype: dict[int, str]
        """
        partners_sudo = self.sudo().filtered("id")
        if not partners_sudo:
            return {}
        customers_sudo = partners_sudo.commercial_partner_id
        documents = customers_sudo.filtered(
            lambda customer: not customer[LOCK]
        )._find_language_transactions()
        return {
            partner.id: partner._prepare_language_lock_reason(
                documents.get(partner.commercial_partner_id.id)
            )
            for partner in partners_sudo
            if partner._is_customer_language()
            and (
                partner.commercial_partner_id[LOCK] == "locked"
                or partner.commercial_partner_id.id in documents
            )
        }

    def _is_customer_language(self):
        """Hook: whether a partner's language is one that a customer's lock holds.

        :rtype: bool
        """
        self.ensure_one()
        return not self.sudo().user_ids.filtered(lambda user: not user.share)

    def _find_language_transactions(self):
        """A document of each customer that locks its language, as the settings say.

        :return: ``{id of the customer: document (sudo)}``
        :rtype: dict
        """
        if not self:
            return {}
        companies = self.env["res.company"]._get_all_sudo()
        return self._find_transactions(
            companies=companies.filtered("customer_language_lock")
        )

    def _prepare_language_lock_reason(self, document):
        """The sentence that everybody reads who tries to change a locked language.

        A customer in the portal is not told of documents, which may be of a part of
        the portal that is switched off.

        :param document: a transaction (sudo) of the customer; None where staff locked
        :rtype: str
        """
        self.ensure_one()
        if self.env.user.share:
            return self.env._(
                "Your language is locked: ask your contact person at %(company)s to "
                "change it.",
                company=(self.company_id or self.env.company).name,
            )
        if document is None:
            return self.env._(
                "The language of %(partner)s was locked by staff. To change it, "
                "unlock it first with the padlock on the form of the customer "
                "%(customer)s.",
                partner=self.display_name,
                customer=self.commercial_partner_id.display_name,
            )
        return self.env._(
            "The language of %(partner)s is locked, since there is %(document)s. To "
            "change it, unlock it first with the padlock on the form of the customer "
            "%(customer)s.",
            partner=self.display_name,
            document=document.display_name,
            customer=self.commercial_partner_id.display_name,
        )

    def _get_following_contacts(self, lang):
        """The contacts who follow when these partners get another language.

        :param lang: code of the new language
        :rtype: res.partner
        """
        contacts = self.browse()
        for partner in self:
            if lang and partner.lang != lang:
                contacts |= partner._get_contacts_with_same_lang()
        return contacts

    def _get_contacts_with_same_lang(self):
        """The contacts below a partner who have its language, employees excepted.

        :rtype: res.partner
        """
        self.ensure_one()
        if not self.lang:
            return self.browse()
        return self.search(
            [
                ("id", "child_of", self.id),
                ("id", "!=", self.id),
                ("lang", "=", self.lang),
            ]
        ).filtered(lambda contact: contact._is_customer_language())
