from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

# Links that end in one transaction, while the user waits or as a batch in background
LINKS_AT_ONCE = 10_000


class ResPartner(models.Model):
    """Document links: staff end all that were sent to a customer so far."""

    _inherit = "res.partner"

    def action_rotate_document_links(self):
        """Make every document link sent to these customers so far stop working.

        Each document gets a new token when its link is next asked for. Customers with
        very many documents are done in the background.

        :raise AccessError: the user may not change these customers
        """
        customers = self.commercial_partner_id
        documents, links = customers._rotate_document_links()
        if not links:
            return self._prepare_rotation_message(
                "info", self.env._("There are no links to rotate.")
            )
        note = self.env._(
            "The document links were rotated. The old links no longer work."
        )
        customers._message_log_batch(bodies=dict.fromkeys(customers.ids, note))
        if links >= LINKS_AT_ONCE and (left := customers._count_document_links()):
            job = self.env["customer.background.job"]._start(
                "rotate_links",
                self.env._(
                    "Rotate Links: %(customers)s",
                    customers=", ".join(customers[:3].mapped("complete_name")),
                ),
                customers.ids,
                left,
            )
            message = self.env._(
                "The links of %(count)s documents no longer work. The others follow in "
                "the background.",
                count=formatLang(self.env, documents, digits=0),
            )
            action = self._prepare_rotation_message("info", message)
            action["params"]["next"] = job._get_form_action()
            return action
        message = self.env._(
            "The links of %(count)s documents no longer work. Send a document again to "
            "share a new link.",
            count=formatLang(self.env, documents, digits=0),
        )
        return self._prepare_rotation_message("success", message)

    def _prepare_rotation_message(self, kind, message):
        """The notification that tells what became of the links.

        :param str kind: "success" or "info"
        :param str message: sentence
        :rtype: dict
        """
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message},
        }

    def _rotate_document_links(self, limit=LINKS_AT_ONCE):
        """Forget the next tokens of these customers' documents and of their files.

        In SQL, because it is done to hundreds of thousands of documents: nothing is
        computed from a token.

        :param int limit: the most tokens to forget
        :return: number of documents, and of tokens of documents and files. As many
            as ``limit``: there may be more
        :rtype: tuple[int, int]
        :raise AccessError: the user may not change these customers
        """
        self.check_access("write")
        documents, links = set(), 0
        for tokens_sudo, domain in self._get_document_link_domains():
            if links >= limit:
                break
            tokens_sudo.flush_model(["access_token"])
            query = tokens_sudo._search(domain, limit=limit - links)
            is_file = tokens_sudo._name == "ir.attachment"
            rows = self.env.execute_query(
                SQL(
                    "UPDATE %s SET access_token = NULL WHERE id IN %s RETURNING id, %s",
                    SQL.identifier(tokens_sudo._table),
                    query.subselect(),
                    SQL("res_model, res_id")
                    if is_file
                    else SQL("%s, id", tokens_sudo._name),
                )
            )
            tokens_sudo.browse(row[0] for row in rows).invalidate_recordset(
                ["access_token"], flush=False
            )
            documents.update(row[1:] for row in rows)
            links += len(rows)
        return len(documents), links

    def _count_document_links(self):
        """The number of tokens that ``_rotate_document_links`` has yet to forget.

        :rtype: int
        """
        return sum(
            tokens_sudo.search_count(domain)
            for tokens_sudo, domain in self._get_document_link_domains()
        )

    def _get_document_link_domains(self):
        """Where the tokens of these customers' documents and of their files are.

        :return: empty recordsets (sudo) and the domain of those with a token
        :rtype: Iterable[tuple]
        """
        all_sudo = self.sudo().with_context(active_test=False)
        contact_ids = all_sudo.search([("id", "child_of", self.ids)]).ids
        has_token = Domain("access_token", "!=", False)
        for model in self._get_document_link_models():
            documents_sudo = model.sudo().with_context(active_test=False)
            are_theirs = Domain.OR(
                Domain(name, "in", contact_ids)
                for name in model._mail_get_partner_fields()
            )
            yield documents_sudo, has_token & are_theirs
            files_sudo = all_sudo.env["ir.attachment"]
            yield (
                files_sudo,
                has_token
                & Domain("res_model", "=", model._name)
                & Domain("res_id", "in", documents_sudo._search(are_theirs))
                # those of a field, too, which Odoo leaves out otherwise
                & Domain("id", "!=", False),
            )

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
