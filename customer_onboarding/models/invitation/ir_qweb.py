from lxml import etree

from odoo import models

# Key of the context: what a call compiled so far
COMPILED = "customer_onboarding_compiled"


class Compiled(dict):
    """What a call compiled; a class of its own, because a client can send the key."""


class IrQweb(models.AbstractModel):
    """Compile the body of a welcome mail once a language, however many are written."""

    _inherit = "ir.qweb"

    def _generate_code_uncached(self, template):
        """Keep what was compiled, where a call asks for it.

        Odoo compiles the body of an email template again for each record: it stands in
        a field, whose text any administrator may change at any time, in no view.
        """
        compiled = self.env.context.get(COMPILED)
        if not isinstance(compiled, Compiled) or not isinstance(
            template, etree._Element
        ):
            return super()._generate_code_uncached(template)
        options = (
            *self._get_template_cache_keys(),
            "raise_on_forbidden_code_for_model",
        )
        key = (
            etree.tostring(template),
            *(self.env.context.get(option) for option in options),
        )
        if key not in compiled:
            compiled[key] = super()._generate_code_uncached(template)
        return compiled[key]
