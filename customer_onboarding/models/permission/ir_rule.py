from odoo import api, models
from odoo.fields import Domain

# Stands in the context while Odoo computes its cached domain. A private object, because
# a client can send the key, but never this value.
_ODOO_RULES = object()
_ODOO_RULES_KEY = "customer_onboarding_odoo_rules"


class IrRule(models.Model):
    """Record rules that know which portal areas are off for the user."""

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """Hide the records of switched-off portal areas from portal users.

        Odoo caches its domain by user. What is switched off is read anew each time
        and added outside of that cache, because a switch has to count from the next
        request on, in every worker, without clearing a cache.

        :param str model_name: technical name of the model
        :param str mode: ``read``, ``write``, ``create`` or ``unlink``
        :rtype: Domain
        """
        user = self.env.user
        if (
            has_odoo_rules(self.env)
            or not user.share
            or not self.env["portal.area"]._get_model_restrictions(model_name)
        ):
            return super()._compute_domain(model_name, mode)
        # because Odoo calls itself for the parents of _inherits and caches the outcome,
        # in which our addition must not be
        odoo_rules = with_odoo_rules(self)
        domain = super(IrRule, odoo_rules)._compute_domain(model_name, mode)
        return Domain.AND([domain, ~user._get_portal_hidden_domain(model_name)])


def with_odoo_rules(records):
    """Return the records in an environment that has Odoo's own record rules alone.

    Switched-off areas hide nothing there: for questions about what an area would show
    if it were on. Never hand such a record to a client.

    :param records: records of any model
    :rtype: same model
    """
    return records.with_context(**{_ODOO_RULES_KEY: _ODOO_RULES})


def has_odoo_rules(env):
    """Whether an environment has Odoo's own record rules alone, see above.

    :param odoo.api.Environment env: the environment
    :rtype: bool
    """
    return env.context.get(_ODOO_RULES_KEY) is _ODOO_RULES
