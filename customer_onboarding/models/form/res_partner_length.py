from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import formatLang

# fields with an index, which holds no longer text; in bytes, of which a letter of any
# alphabet takes four at most
INDEXED = ("name", "email", "vat", "ref")
MOST_BYTES = 2000
SHOWN = 30


class ResPartner(models.Model):
    """Texts that are too long for the database are refused in a sentence.

    PostgreSQL speaks of index rows, and what was typed is not saved.
    """

    _inherit = "res.partner"

    @api.model
    def _start_texts(self, vals_list):
        """Step: refuse new partners whose texts are too long."""
        for vals in vals_list:
            self._check_length_of_texts(vals)

    def _change_texts(self, vals):
        """Step: refuse texts that are too long."""
        self._check_length_of_texts(vals)

    @api.model
    def _check_length_of_texts(self, vals):
        """Refuse texts that no index holds.

        :param dict vals: values of a partner
        :raise ValidationError: naming the field, and how the text begins
        """
        for name in INDEXED:
            text = vals.get(name)
            if isinstance(text, str) and len(text.encode()) > MOST_BYTES:
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(text)s…” is too long, with %(count)s letters. "
                        "Shorten it to %(limit)s letters at most.",
                        field=self._fields[name]._description_string(self.env),
                        text=text[:SHOWN],
                        count=formatLang(self.env, len(text), digits=0),
                        limit=formatLang(self.env, MOST_BYTES // 4, digits=0),
                    )
                )
