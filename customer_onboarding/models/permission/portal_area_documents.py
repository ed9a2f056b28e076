from odoo import api, models
from odoo.fields import Domain

from .ir_rule import with_odoo_rules


class PortalArea(models.Model):
    """The documents of an area, as the rights of one portal user reach them."""

    _inherit = "portal.area"

    def _get_documents(self, user):
        """The documents this area shows to a user, or would if it were on.

        They are those of the area's first line: the others hold their details.
        Hook for areas whose pages read past the record rules.

        :param user: a portal user
        :return: the model and a domain; None where the user's rights do not tell,
            because pages of other documents show them. The environment is for
            counting and for finding ids alone
        :rtype: tuple[models.Model, Domain] | None
        """
        self.ensure_one()
        line = self.sudo().line_ids[:1]
        if not line or line.model_name not in self.env:
            return None
        model = self._get_portal_user_env(user)[line.model_name]
        if not model.has_access("read"):
            return None
        return model, line._get_domain()

    def _count_documents(self, users):
        """The number of documents this area shows to users, or would if it were on.

        Whoever asks is told of those alone that they may read themselves. Users whose
        rights name the same documents, such as the contacts of one customer, are
        counted for once.

        :param users: portal users
        :return: by user; None where that cannot be told, or may not
        :rtype: dict[res.users, int | None]
        """
        self.ensure_one()
        counts, found = {}, {}
        for user in users:
            documents = self._get_documents(user)
            if documents is None:
                counts[user] = None
                continue
            model, domain = documents
            rights = not model.env.su and model.env["ir.rule"]._compute_domain(
                model._name
            )
            key = model._name, repr(domain), repr(rights)
            if key not in found:
                found[key] = self._count_readable(model, domain)
            counts[user] = found[key]
        return counts

    @api.model
    def _count_readable(self, model, domain):
        """Count documents of a user's, of those that whoever asks may read as well.

        :param model: the documents' model, in the environment of that user
        :param domain: of the documents
        :return: None where whoever asks may not read this model
        :rtype: int | None
        """
        own = self.env[model._name]
        if not own.has_access("read"):
            return None
        # one query: the database joins what the two of them may read
        return own.search_count(Domain("id", "in", model._search(domain)))

    def _get_portal_user_env(self, user):
        """The environment in which a portal user's rights are asked.

        Without the context of whoever asks (companies, default values), and with
        Odoo's rules alone, because areas that are off count as if they were on.

        :param user: a portal user
        :rtype: odoo.api.Environment
        """
        env = self.env(user=user.id, su=False, context={})
        return with_odoo_rules(self.with_env(env)).env
