from odoo import models
from odoo.tools import html2plaintext
from odoo.tools.misc import get_lang

# Whose language a document can print in
CHOICES = ("company", "customer")


class CustomerDocumentMixin(models.AbstractModel):
    """A document that is printed for a customer, in one language.

    Extension point: an app whose documents are printed lets them inherit from this,
    and calls ``_get_document_lang()`` in its report template. They need the field
    ``partner_id``; the hooks are for other names.

    Context keys, all of the print that is under way:

    - ``customer_document_staff_print``: staff print this, see ``controllers/report.py``
    - ``customer_document_lang_choice``: ``company`` or ``customer``, for this once
    - ``customer_document_copy``: print issued invoices again, marked as copies
    """

    _name = "customer.document.mixin"
    _description = "Customer Document"

    def _get_document_lang(self):
        """Language the document prints in; report templates call this.

        Mails, scheduled jobs and the portal print in the customer's language always.
        Prints of staff follow their choice, else the company's setting.

        :return: code of an active language, such as ``fr_FR``
        :rtype: str
        """
        self.ensure_one()
        if self._get_document_lang_choice() == "company":
            return self._get_document_company()._get_system_lang()
        return self._get_customer_lang()

    def _get_document_lang_choice(self):
        """Whether the company's or the customer's language is printed.

        :return: ``company`` or ``customer``
        :rtype: str
        """
        self.ensure_one()
        if not self._is_staff_print():
            return "customer"
        choice = self.env.context.get("customer_document_lang_choice")
        if choice in CHOICES:
            return choice
        if not self._is_customer_document():
            return "customer"
        return self._get_document_company().customer_document_lang

    def _is_staff_print(self):
        """Whether staff print this for themselves.

        The context alone does not tell, because customers can send one as well.

        :rtype: bool
        """
        return bool(
            self.env.context.get("customer_document_staff_print")
            and self.env.user._is_internal()
        )

    def _get_customer_lang(self):
        """The customer's language, else the company's.

        The customer is the commercial partner. Odoo prints labels in the language of
        the contact and lines in that of its company. Here, the document of a contact
        with another language is in one language: the customer's.

        :return: code of an active language
        :rtype: str
        """
        self.ensure_one()
        partner_sudo = self._get_document_partner().sudo()
        lang = partner_sudo.commercial_partner_id.lang or partner_sudo.lang
        if not lang or partner_sudo.is_public:
            return self._get_document_company()._get_system_lang()
        return get_lang(self.env, lang).code

    def _get_document_partner(self):
        """Hook: the partner the document is for.

        :rtype: res.partner
        """
        self.ensure_one()
        return self.partner_id

    def _get_document_company(self):
        """Hook: the company whose setting counts.

        :rtype: res.company
        """
        self.ensure_one()
        return self.company_id or self.env.company

    def _is_customer_document(self):
        """Hook: whether the company's setting is about this record.

        Others, such as vendor bills, print in their partner's language.

        :rtype: bool
        """
        self.ensure_one()
        return True

    def _is_draft_document(self):
        """Hook: whether the texts of the lines may still be rewritten.

        :rtype: bool
        """
        self.ensure_one()
        return False

    def _get_document_lines(self):
        """Hook: the lines whose texts are printed, of ``customer.document.line.mixin``.

        None for a document without any.

        :rtype: models.BaseModel or None
        """
        self.ensure_one()
        return

    def _fetch_document_texts(self):
        """Hook: read for all documents what their texts are made of.

        Called before each of many is asked for its texts: what is not read here is read
        for one document after another.
        """

    # ------------------------------------------------------------------ terms
    def _get_document_terms(self):
        """The stored terms and conditions, in the language of the environment.

        They are stored in the customer's language. Where they are the company's own
        terms in one language, they print as the company's terms in the other.

        :rtype: markupsafe.Markup or False
        """
        self.ensure_one()
        stored = self._get_stored_terms()
        return self._find_company_terms() or stored

    def _find_company_terms(self):
        """The company's terms in this language, if that is what is stored at all.

        :rtype: markupsafe.Markup or False
        """
        self.ensure_one()
        stored = normalized(self._get_stored_terms())
        if not stored:
            return False
        own = self._get_company_terms()
        if normalized(own) == stored:
            return self._get_stored_terms()
        for code in other_langs(self.env):
            other = self.with_context(lang=code)._get_company_terms()
            if normalized(other) == stored:
                return own
        return False

    def _get_stored_terms(self):
        """Hook: the terms that are stored on the document, as HTML.

        :rtype: markupsafe.Markup or False
        """
        self.ensure_one()
        return False

    def _get_company_terms(self):
        """Hook: the terms that Odoo writes into a new document, in this language.

        :rtype: markupsafe.Markup, str or False
        """
        self.ensure_one()
        return False

    # ------------------------------------------------------ what cannot be translated
    def _get_foreign_texts(self):
        """Texts written by hand, which print as they stand.

        Texts of a product and the company's terms print in the document's language.
        Other texts are taken to be in the customer's language, because Odoo writes
        documents in it: on a sheet in another language they are foreign.

        :return: the texts, in the order in which they are printed
        :rtype: list[str]
        """
        self.ensure_one()
        lang = self._get_document_lang()
        if lang == self._get_customer_lang():
            return []
        document = self.with_context(lang=lang)
        lines = document._get_document_lines()
        texts = [line._get_handwritten_text() for line in lines or ()]
        if not document._find_company_terms():
            texts.append(normalized(document._get_stored_terms()))
        return [text for text in texts if text]


def other_langs(env):
    """Return the codes of the active languages without the environment's.

    :param odoo.api.Environment env: the environment
    :rtype: list[str]
    """
    return [code for code, __ in env["res.lang"].get_installed() if code != env.lang]


def normalized(html):
    """Return the words of an HTML text, for comparison.

    :param html: HTML, or False
    :rtype: str
    """
    return " ".join(html2plaintext(html or "").split())
