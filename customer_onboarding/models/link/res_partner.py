from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Document links: staff end all that were sent to a customer so far."""

    _inherit = "res.partner"

    def action_rotate_document_links(self):
        """Make every document link sent to these customers so far stop working.

        Each document gets a new token when its link is next asked for.
        """
        count = sum(
            partner._rotate_document_links() for partner in self.commercial_partner_id
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The links of %(count)s documents no longer work. Send a document "
                    "again to share a new link.",
                    count=count,
                ),
            },
        }

    def _rotate_document_links(self):
        """Forget the tokens of this customer's documents and of their attachments.

        :return: number of documents whose token is gone
        :rtype: int
        :raise AccessError: the user may not change contacts
        """
        self.ensure_one()
        self.check_access("write")
        count = 0
        for model in self._get_document_link_models():
            customer_fields = model._mail_get_partner_fields()
            documents_sudo = (
                model.sudo()
                .with_context(active_test=False)
                .search(
                    Domain("access_token", "!=", False)
                    & Domain.OR(
                        Domain(name, "child_of", self.id) for name in customer_fields
                    )
                )
            )
            documents_sudo.access_token = False
            self.env["ir.attachment"].sudo().search(
                [
                    ("res_model", "=", model._name),
                    ("res_id", "in", documents_sudo.ids),
                    ("access_token", "!=", False),
                ]
            ).access_token = False
            count += len(documents_sudo)
        self.message_post(
            body=self.env._(
                "The document links were rotated. The old links no longer work."
            )
        )
        return count

    def _get_document_link_models(self):
        """The models whose documents are opened by a token and have a customer.

        :rtype: list of empty recordsets
        """
        mixin = self.env.registry["portal.mixin"]
        return [
            self.env[name]
            for name, model in self.env.registry.items()
            if issubclass(model, mixin)
            and not model._abstract
            and model._auto
            and model._fields["access_token"].store
            and self.env[name]._mail_get_partner_fields()
        ]
