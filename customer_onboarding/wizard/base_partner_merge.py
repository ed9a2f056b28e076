from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers keep what their transactions lock."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Let merged customers have the currency of their transactions.

        Odoo copies currencies and moves documents by SQL, past the lock. A locked
        language stays as well. Users and invitations come along: they decide where the
        customer stands.

        :raise UserError: they have transactions in different currencies, or their
            languages are locked and differ
        """
        partners = self.env["res.partner"].browse(partner_ids).exists()
        if len(partners) > 1:
            if not dst_partner or dst_partner not in partners:
                dst_partner = self._get_ordered_partner(partners.ids)[-1]
            for company in self.env["res.company"]._get_all_sudo():
                self._keep_customer_currency(
                    partners.sudo().with_company(company),
                    dst_partner.sudo().with_company(company),
                )
            self._keep_customer_language(partners, dst_partner)
            partners._leave_currency_origins_among()
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        # users and contacts came by SQL
        partners.exists()._update_portal_access_state()
        partners.exists()._share_currency_origin()
        return result

    def _keep_customer_language(self, partners, destination):
        """Give the destination the language that is locked, before merging.

        :raise UserError: different languages are locked
        """
        customers = partners.filtered(lambda p: p == p.commercial_partner_id and p.lang)
        reasons = customers._get_language_lock_reasons()
        locked = customers.filtered(lambda customer: customer.id in reasons)
        if len(set(locked.mapped("lang"))) > 1:
            raise UserError(
                self.env._(
                    "%(partners)s cannot be merged because different languages are "
                    "locked. %(reason)s",
                    partners=", ".join(partners.mapped("display_name")),
                    reason=reasons[(locked - destination)[:1].id],
                )
            )
        if locked:
            destination.lang = locked[0].lang
        # because a padlock opened on a merged partner must not open the destination's
        (partners - destination).sudo().language_lock = False

    def _keep_customer_currency(self, partners_sudo, destination_sudo):
        """Give the destination the currency of the transactions, before merging.

        :raise UserError: there are transactions in different currencies
        """
        self.env["customer.currency.lock"].sudo()._lock_by_update(
            {
                (customer.id, customer.env.company.id)
                for customer in partners_sudo.commercial_partner_id
            }
        )
        # also the contacts below them follow to the destination
        contacts_sudo = partners_sudo.with_context(active_test=False).search(
            [("id", "child_of", partners_sudo.ids)]
        )
        documents = contacts_sudo._find_transactions("id")
        if not documents:
            return
        wanted = contacts_sudo.browse(documents)._get_shared_customer_currency()
        if not wanted or (
            wanted != destination_sudo._get_customer_currency()
            and destination_sudo._get_currency_lock_reason()
        ):
            contact_id, document = next(iter(documents.items()))
            customer_sudo = contacts_sudo.browse(contact_id).commercial_partner_id
            raise UserError(
                self.env._(
                    "%(partners)s cannot be merged because their transactions are in "
                    "different customer currencies. %(reason)s",
                    partners=", ".join(partners_sudo.mapped("display_name")),
                    reason=customer_sudo._prepare_currency_lock_reason(document),
                )
            )
        # set even when it is the company's, because the merge copies values of the
        # others into empty fields
        destination_sudo.commercial_partner_id.property_sale_currency_id = wanted
