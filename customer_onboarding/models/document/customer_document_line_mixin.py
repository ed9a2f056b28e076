from odoo import models

from .customer_document_mixin import other_langs


class CustomerDocumentLineMixin(models.AbstractModel):
    """A line of a printed document, whose text was stored in some language.

    Odoo writes the text of a line in the customer's language of that day, and never
    translates it again. Where it still is the product's own text in one language, it
    prints as the product's text in the language of the sheet. Words typed by hand print
    as they stand.
    """

    _name = "customer.document.line.mixin"
    _description = "Line of a Customer Document"

    def _get_document_text(self):
        """The line's text in the language of the environment; templates call this.

        :rtype: str
        """
        self.ensure_one()
        product_text, handwritten = self._split_document_text()
        return (product_text or "") + handwritten

    def _get_handwritten_text(self):
        """The part of the line's text that no product says, in whatever language.

        :rtype: str
        """
        self.ensure_one()
        __, handwritten = self._split_document_text()
        return handwritten.strip()

    def _split_document_text(self):
        """Split the stored text into the product's part and the part typed by hand.

        :return: the product's text in the environment's language, or None where no
            product says any of it; and the text that was typed
        :rtype: tuple[str or None, str]
        """
        self.ensure_one()
        stored = self._get_stored_text() or ""
        own_texts = self._get_product_texts()
        if not stored or not any(own_texts):
            return None, stored
        candidates = [
            (own_texts, own_texts),
            *(
                (own_texts, self.with_context(lang=code)._get_product_texts())
                for code in other_langs(self.env)
            ),
        ]
        # by position, the longest first: it must not be taken for a shorter one with
        # words added by hand
        for index in range(len(own_texts)):
            for own, written in candidates:
                text = written[index]
                if text and (stored == text or stored.startswith(f"{text}\n")):
                    return own[index], stored[len(text) :]
        return None, stored

    def _needs_translation(self):
        """Whether the stored text is not the product's in the environment's language.

        :rtype: bool
        """
        self.ensure_one()
        return self._get_stored_text() != self._get_translated_text()

    def _get_translated_text(self):
        """The stored text with the product's words in the environment's language.

        All of it is replaced where no part is the product's.

        :rtype: str
        """
        self.ensure_one()
        product_text, handwritten = self._split_document_text()
        if product_text is None:
            return next(filter(None, self._get_product_texts()), handwritten)
        return product_text + handwritten

    def _get_stored_text(self):
        """Hook: the text that is stored on the line.

        :rtype: str or False
        """
        self.ensure_one()
        return self.name

    def _get_product_texts(self):
        """Hook: the texts Odoo may have written here, in the environment's language.

        The longest first, because a shorter one may be its beginning. Equally many in
        every language, because they are matched by position.

        :rtype: list[str]
        """
        self.ensure_one()
        return []

    def _translate_product_texts(self):
        """Write the product's text, in the environment's language, on the lines.

        Words added by hand after the product's text stay; other words of a line with
        a product are replaced by the product's text.
        """
        for line in self:
            if line._needs_translation():
                line.name = line._get_translated_text()
