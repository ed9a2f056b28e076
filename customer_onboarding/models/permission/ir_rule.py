from odoo import api, models
from odoo.fields import Domain

# Stands in the context while stock computes its cached domain. An object of this
# process only: a client can send the key, but never this value.
_STOCK_ONLY = object()
_STOCK_ONLY_KEY = "customer_onboarding_stock_rules"


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """Hide the records of switched-off portal areas from portal users.

        Stock's domain is cached by user; what is switched off is read anew each
        time and added outside of that cache, so that a flip is obeyed by the next
        request of every worker without clearing a cache.

        :param str model_name: technical name of the model
        :param str mode: ``read``, ``write``, ``create`` or ``unlink``
        :rtype: Domain
        """
        user = self.env.user
        if (
            has_stock_rules(self.env)
            or not user.share
            or not self.env["portal.area"]._get_model_restrictions(model_name)
        ):
            return super()._compute_domain(model_name, mode)
        # stock calls itself for the parents of _inherits and caches the outcome:
        # it must not see this method's addition there
        stock = with_stock_rules(self)
        domain = super(IrRule, stock)._compute_domain(model_name, mode)
        return Domain.AND([domain, ~user._get_portal_hidden_domain(model_name)])


def with_stock_rules(records):
    """The records in an environment where switched-off areas hide nothing.

    For questions about what an area would show if it were on. Never hand such a
    record to a client.
    """
    return records.with_context(**{_STOCK_ONLY_KEY: _STOCK_ONLY})


def has_stock_rules(env):
    """Whether switched-off areas hide nothing in an environment, see above."""
    return env.context.get(_STOCK_ONLY_KEY) is _STOCK_ONLY
