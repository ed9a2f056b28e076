import logging
import re
import threading
from collections import OrderedDict
from functools import partial

from odoo import SUPERUSER_ID, api, models

from ..errors import NotFastError
from ..margins import lighten
from ..pages import Page
from ..pictures import picture_address
from ..remote import is_out_of_reach
from ..sheets import Sheet
from ..static_files import folder, local_address

_logger = logging.getLogger(__name__)

# In the context of a fast run stands the object FAST, which no client can send
CONTEXT_KEY = "report_pdf_fast"
FAST = object()
# Puts a single run back on Odoo's way, for comparison
OFF = "report_pdf_fast_off"
BUNDLE = re.compile(r"/web/assets/(?:\d+/)?[0-9a-f]{7}/[\w.]+\.min\.css")
# Without these, a file that cannot be read would be missing from the print silently
STRICT = ("--load-error-handling", "abort", "--load-media-error-handling", "abort")
SHEETS = 8
REASONS = 1000

# Sheets by database, address and checksum of their content. The address has the version
# of the bundle and its direction; the colours of all companies are in one bundle.
_sheets = OrderedDict()
_sheets_lock = threading.Lock()
_told_reasons = set()


class _Complaints(logging.Handler):
    """Hears what the PDF program could not load: Odoo tells it to its log alone."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.found = False
        self._thread = threading.get_ident()
        self._logger = logging.getLogger("odoo.addons.base.models.ir_actions_report")

    def __enter__(self):
        self._logger.addHandler(self)
        return self

    def __exit__(self, *error):
        self._logger.removeHandler(self)

    def emit(self, record):
        self.found |= record.thread == self._thread


class IrActionsReport(models.Model):
    """Reports that are complete when loaded print without Odoo's delay."""

    _inherit = "ir.actions.report"

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Print without delay what has nothing to wait for, else as Odoo does.

        Anything that is not known to print the same makes the whole run Odoo's.
        """
        bodies = list(bodies)
        options = {
            "report_ref": report_ref,
            "landscape": landscape,
            "specific_paperformat_args": specific_paperformat_args,
            "set_viewport_size": set_viewport_size,
        }
        try:
            return self._run_fast(bodies, header, footer, options)
        except NotFastError as error:
            self._tell_once(report_ref, str(error))
        return super()._run_wkhtmltopdf(bodies, header=header, footer=footer, **options)

    def _run_fast(self, bodies, header, footer, options):
        """Print some pages without delay.

        :return: the PDF
        :rtype: bytes
        :raises NotFastError: they have to be printed as Odoo does
        :raises UserError: the PDF program breaks off, as Odoo tells it
        """
        if self.env.context.get(OFF):
            raise NotFastError("it was asked for Odoo's way")
        bodies = self._complete_pages(bodies)
        if header:
            header = lighten(*self._complete_pages([header]))
        if footer:
            footer = lighten(*self._complete_pages([footer]))
        fast = self.with_context(**{CONTEXT_KEY: FAST})
        with _Complaints() as complaints:
            content = super(IrActionsReport, fast)._run_wkhtmltopdf(  # pylint: disable=W8164
                bodies, header=header, footer=footer, **options
            )
        if complaints.found or not content.startswith(b"%PDF"):
            raise NotFastError("the PDF program could not load everything")
        _logger.info("%s documents printed without delay", len(bodies))
        return content

    @api.model
    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        """Wait for nothing, and let the program read copies of fonts and images."""
        found = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get(CONTEXT_KEY) is not FAST:
            return found
        found[found.index("--javascript-delay") + 1] = "0"
        # never a folder from the context, which clients write
        return [*found, "--allow", str(folder()), *STRICT]

    # ------------------------------------------------------------------ the pages
    def _complete_pages(self, htmls):
        """Pages with all that they load in their text.

        They share one cut of each sheet: what none of them can use is left out.

        :param list[str] htmls: pages of the same kind
        :rtype: list[str]
        :raises NotFastError: one of them is not understood
        """
        picture_of = partial(picture_address, self.env)
        pages = [Page(html, picture_of) for html in htmls]
        names = frozenset().union(*(page.names for page in pages))
        styles = "".join(page.styles for page in pages if "font" in page.styles)
        characters = frozenset().union(*(page.characters for page in pages))
        made = {}

        def sheet_of(address):
            if address not in made:
                cut = self._get_sheet(address).cut(names, styles, characters)
                for remote in cut.remote:
                    if not is_out_of_reach(remote):
                        raise NotFastError(f"its pages need the font {remote}")
                parts = list(cut.parts)
                parts[1::2] = map(local_address, parts[1::2])
                made[address] = "".join(parts)
            return made[address]

        return [page.complete(sheet_of) for page in pages]

    @api.model
    def _get_sheet(self, address):
        """The style sheet that Odoo serves under an address.

        :param str address: as Odoo writes it into pages
        :rtype: Sheet
        :raises NotFastError: it is no compiled sheet of this database, or not yet: the
            PDF program makes Odoo compile it when it asks for it
        """
        if not BUNDLE.fullmatch(address):
            raise NotFastError(f"{address[:200]} is no compiled style sheet")
        # as the route /web/assets does
        file_sudo = self.env["ir.attachment"].sudo()
        file_sudo = file_sudo.search(
            [
                ("public", "=", True),
                ("url", "=", address),
                ("res_model", "=", "ir.ui.view"),
                ("res_id", "=", 0),
                ("create_uid", "=", SUPERUSER_ID),
            ],
            limit=1,
        )
        if not file_sudo:
            raise NotFastError(f"{address} is not compiled yet")
        key = self.env.cr.dbname, address, file_sudo.checksum
        with _sheets_lock:
            if key not in _sheets:
                css = (file_sudo.raw or b"").decode()
                if not css:
                    raise NotFastError(f"{address} is empty")
                _sheets[key] = Sheet(css)
                while len(_sheets) > SHEETS:
                    _sheets.popitem(last=False)
            _sheets.move_to_end(key)
            return _sheets[key]

    @api.model
    def _tell_once(self, report_ref, reason):
        """Log why a report prints Odoo's way, once for each reason."""
        report = self._get_report(report_ref) if report_ref else self
        key = self.env.cr.dbname, report.id, reason
        if key not in _told_reasons and len(_told_reasons) < REASONS:
            _told_reasons.add(key)
            _logger.info(
                "The report %s prints with Odoo's delay because %s.",
                report.report_name or "?",
                reason,
            )
