import codecs
import re

import chardet

from odoo import models
from odoo.addons.base_import.models.base_import import ImportValidationError

# Bytes from which the encoding of a file is guessed
SAMPLE = 20_000
LONG_WORD = re.compile(rb"[^\s,;]{60,}")
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class BaseImportImport(models.TransientModel):
    """Files of customers, whatever they are like: Odoo's import screen reads them."""

    _inherit = "base_import.import"

    def _read_file(self, options):
        """Let each row of a list of customers be as long as the first one.

        Spreadsheets leave out the empty cells at the end of a row, and Odoo then fails
        at the whole file.

        :raise ImportValidationError: the file holds no customer
        """
        if not self._is_customer_file():
            return super()._read_file(options)
        if not self.file:
            raise ImportValidationError(
                self.env._(
                    "The file is empty. Choose one with a row for each customer."
                )
            )
        length, rows = super()._read_file(options)
        if len(rows) <= bool(options.get("has_headers")):
            raise ImportValidationError(
                self.env._(
                    "The file has no row with a customer. The first row holds the "
                    "titles of the columns; add a row for each customer below it."
                )
            )
        width = len(rows[0])
        return length, [[*row, *[""] * (width - len(row))] for row in rows]

    def _read_csv(self, options):
        """Guess the encoding in a moment, whatever the file holds.

        Odoo looks through the whole file, for hours if a cell has a million letters.
        """
        if self._is_customer_file() and not options.get("encoding"):
            options["encoding"] = self._guess_encoding()
        return super()._read_csv(options)

    def _is_customer_file(self):
        """Whether this file becomes rows of *Onboard Many*.

        :rtype: bool
        """
        return self.res_model == "customer.onboarding.row"

    def _guess_encoding(self):
        """The likely encoding of a CSV file.

        :return: its name; None: Odoo sees it at the first bytes
        :rtype: str | None
        """
        content = self.file
        if content.startswith(MARKS) or b"\0" in content[:SAMPLE]:
            return None
        try:
            content.decode()
        except UnicodeDecodeError as error:
            sample = content[error.start : error.start + SAMPLE]
            guess = chardet.detect(LONG_WORD.sub(b" ", sample))["encoding"]
            return guess or "iso-8859-1"
        return "utf-8"
