from odoo import api, fields, models
from odoo.exceptions import UserError

# Stands in the context while a language is set without being changed by anybody. A
# private object, because a client can send the key, but never this value.
_RESTORE = object()
_RESTORE_KEY = "customer_onboarding_restore_language"


class ResPartner(models.Model):
    """Customer language: locked by the first transaction, opened by the padlock.

    The lock is in a step of ``write``, because forms, lists, imports, RPC and the
    portal all end there. A new contact may start in any language.
    """

    _inherit = "res.partner"

    lang = fields.Selection(tracking=True)
    language_lock = fields.Selection(
        [("locked", "Locked"), ("unlocked", "Unlocked")],
        copy=False,
        prefetch="customer_onboarding",
        groups="base.group_user",
        help="Set with the padlock. Empty: follow the settings.",
    )
    language_lock_reason = fields.Char(
        "Why the Language Is Locked",
        compute="_compute_language_lock_reason",
        groups="base.group_user",
        help="Empty as long as the language can be changed.",
    )
    lang_contact_count = fields.Integer(
        "Contacts with the Previous Language",
        compute="_compute_lang_contact_count",
        groups="base.group_user",
        help="Number of contacts that had the previous language.",
    )
    lang_for_contacts = fields.Boolean(
        "Change Contacts Too",
        store=False,
        groups="base.group_user",
        help="Also change contacts that had the previous language.",
    )

    @api.depends("parent_id")
    def _compute_lang(self):
        """Give contacts the language of their customer, locked or not.

        Odoo calls it by hand for a new contact, and then it ends in ``write``.
        """
        contacts = self.with_context(**{_RESTORE_KEY: _RESTORE})
        return super(ResPartner, contacts)._compute_lang()

    @api.depends("lang", "language_lock", "commercial_partner_id")
    @api.depends_context("company", "lang")
    def _compute_language_lock_reason(self):
        """Say on the form why the language is read-only.

        The padlock stands beside it: nobody needs to be sent to a form.
        """
        documents = None
        if self.env.company.customer_language_lock:
            # without any here, one in another company could lock it
            documents = self._origin._get_form_transactions() or None
        reasons = self._origin._get_language_lock_reasons(False, documents)
        for partner in self:
            partner.language_lock_reason = reasons.get(partner._origin.id, False)

    @api.depends("lang")
    def _compute_lang_contact_count(self):
        """Count the contacts that the form offers to change, too."""
        for partner in self:
            origin = partner._origin
            partner.lang_contact_count = (
                len(origin._get_contacts_with_same_lang())
                if origin and partner.lang and partner.lang != origin.lang
                else 0
            )

    @api.onchange("lang")
    def _onchange_lang_for_contacts(self):
        """Tick *Change Contacts Too* if there are contacts with the former language."""
        # only where it changes, because Odoo then looks for what depends on it
        if self.lang_for_contacts != bool(self.lang_contact_count):
            self.lang_for_contacts = bool(self.lang_contact_count)

    @api.model
    def _start_language(self, vals_list):
        """Step: a new customer has no contacts yet who could follow its language."""
        for vals in vals_list:
            vals.pop("lang_for_contacts", None)

    def _change_language(self, vals):
        """Step: refuse another language while it is locked; take the contacts along.

        :raise UserError: the language of one of the partners is locked
        """
        follow = vals.pop("lang_for_contacts", False)
        self._change_language_lock(vals)
        if "lang" in vals:
            self._check_language_lock(vals["lang"])
            contacts = self._get_following_contacts(vals["lang"]) if follow else self
            if contacts := contacts - self:
                return lambda: contacts.write({"lang": vals["lang"]})
        elif "parent_id" in vals:
            return self._keep_locked_langs()
        return None

    def _change_language_lock(self, vals):
        """Set the padlock, which is the customer's, and note it in the chatter.

        Comes before the check of the language, because the same save may unlock and
        change it.

        :param dict vals: the values; the padlock is taken out if it was set here
        """
        if "language_lock" not in vals:
            return
        state = vals["language_lock"]
        customers = self.commercial_partner_id.filtered(
            lambda customer: customer.language_lock != state
        )
        if customers == self and len(vals) == 1:
            customers._note_language_lock(state)
            return
        vals.pop("language_lock")
        if customers:
            customers.write({"language_lock": state})

    def _keep_locked_langs(self):
        """Give partners who get another parent their locked language again.

        Odoo computes it from the new parent, past ``write``.

        :return: what to call once they have the new parent, or None
        """
        locked = self._get_locked_langs()

        def restore():
            for partner, lang in locked.items():
                if partner.lang != lang:
                    partner.with_context(**{_RESTORE_KEY: _RESTORE}).lang = lang

        return restore if locked else None

    def _note_language_lock(self, state):
        """Note in the chatter of these customers that staff set the padlock.

        :param state: ``locked``, ``unlocked`` or falsy, to follow the settings
        """
        notes = {
            "locked": self.env._("The language was locked."),
            "unlocked": self.env._("The language was unlocked."),
        }
        note = notes.get(state) or self.env._(
            "The language lock follows the settings again."
        )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, note))

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
        if self.env.context.get(_RESTORE_KEY) is _RESTORE:
            return
        changing = self.filtered(lambda p: p.lang and p.lang != (lang or False))
        if changing and changing._is_own_contact():
            if reason := changing._get_language_choice_refusal():
                raise UserError(reason)
            return
        for reason in changing._get_language_lock_reasons().values():
            raise UserError(reason)

    def _is_own_contact(self):
        """Whether this is the contact of the customer whose request it is.

        :rtype: bool
        """
        # the user of the request also where the portal writes as superuser
        return self.env.user.share and self == self.env.user.partner_id

    def _get_language_choice_refusal(self):
        """Why a customer may not change its own language in the portal.

        The company says so, whatever the lock says to staff.

        :return: a sentence, or False
        :rtype: str | bool
        """
        self.ensure_one()
        customer_sudo = self.sudo().commercial_partner_id
        company_sudo = (customer_sudo.company_id or self.env.user.company_id).sudo()
        choice = company_sudo.customer_language_choice
        if choice == "always":
            return False
        if choice == "until_transaction" and (
            customer_sudo.language_lock == "unlocked"
            or (
                not customer_sudo.language_lock
                and not customer_sudo.with_company(company_sudo)._find_transactions()
            )
        ):
            return False
        return self._prepare_language_choice_refusal(company_sudo)

    @api.model
    def _prepare_language_choice_refusal(self, company):
        """The sentence for a customer whose language is locked.

        It names no document: that may be in a part of the portal that is switched off.

        :param company: the ``res.company`` to ask
        :rtype: str
        """
        return self.env._(
            "Your language is locked. Ask your contact person at %(company)s to "
            "change it.",
            company=company.name,
        )

    def _get_language_lock_reason(self):
        """Why the language of this customer or contact cannot be changed.

        The one place that answers "is this partner's language locked?"; for more than
        one see ``_get_language_lock_reasons``.

        :return: a sentence naming the partner and the reason, or False
        :rtype: str | bool
        """
        self.ensure_one()
        return self._get_language_lock_reasons().get(self.id, False)

    def _get_language_lock_reasons(self, with_way_out=True, documents=None):
        """Why the languages of these partners cannot be changed.

        The lock is the customer's, and holds for its contacts. The language of an
        employee is no matter of customers.

        :param bool with_way_out: whether to tell where the padlock is
        :param documents: documents that lock the languages of the customers, as from
            ``_find_language_transactions``, where the caller has found them
        :return: ``{id of the partner: sentences}`` for those that are locked
        :rtype: dict[int, str]
        """
        partners_sudo = self.sudo().filtered("id")
        if not partners_sudo:
            return {}
        customers_sudo = partners_sudo.commercial_partner_id
        # also of those that staff locked, because the reason names the document
        unlocked_sudo = customers_sudo.filtered(
            lambda customer: customer.language_lock == "unlocked"
        )
        if documents is None:
            documents = (customers_sudo - unlocked_sudo)._find_language_transactions()
        return {
            partner.id: partner._prepare_language_lock_reason(
                documents.get(partner.commercial_partner_id.id), with_way_out
            )
            for partner in partners_sudo
            if partner._is_customer_language()
            and (
                partner.commercial_partner_id.language_lock == "locked"
                or (
                    partner.commercial_partner_id not in unlocked_sudo
                    and partner.commercial_partner_id.id in documents
                )
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

    def _prepare_language_lock_reason(self, document, with_way_out=True):
        """The sentences that everybody reads who tries to change a locked language.

        :param document: a transaction (sudo) of the customer; None where there is none,
            so that only staff can have locked it
        :param bool with_way_out: whether to tell where the padlock is
        :rtype: str
        """
        self.ensure_one()
        if self.env.user.share:
            return self._prepare_language_choice_refusal(
                self.company_id or self.env.company
            )
        # not the display name, which has the address in it when an order opens the form
        locked_by_staff = self.sudo().commercial_partner_id.language_lock == "locked"
        if document is None:
            reason = self.env._(
                "Staff locked the language of %(partner)s.", partner=self.complete_name
            )
        elif locked_by_staff:
            reason = self.env._(
                "Staff locked the language of %(partner)s. %(document)s would lock it, "
                "too.",
                partner=self.complete_name,
                document=document.display_name,
            )
        else:
            reason = self.env._(
                "The language of %(partner)s is locked because %(document)s exists.",
                partner=self.complete_name,
                document=document.display_name,
            )
        if not with_way_out:
            return reason
        way_out = self.env._(
            "To change it, first unlock it with the padlock on the form of the "
            "customer %s.",
            self.commercial_partner_id.complete_name,
        )
        return f"{reason} {way_out}"

    def _get_following_contacts(self, lang):
        """The contacts that follow when these partners get another language.

        :param lang: code of the new language
        :rtype: res.partner
        """
        contacts = self.browse()
        for partner in self:
            if lang and partner.lang != lang:
                contacts |= partner._get_contacts_with_same_lang()
        return contacts

    def _get_contacts_with_same_lang(self):
        """The contacts below a partner that have its language, without employees.

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
