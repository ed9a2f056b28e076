import csv
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

from odoo.tests import new_test_user, tagged

from .common import BatchCommon
from .hostile import NAMES, PLAIN, ROWS, TITLES

TEXT = "Customer,Email\nMüller & Söhne,m@example.com\nÉté,e@example.com\n"
# Letters of a cell in a sheet
CELL = 32_000


def make_csv(lists, encoding="utf-8"):
    """The bytes of a CSV file with these lists of cells."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lists)
    return stream.getvalue().encode(encoding)


def make_xlsx(lists):
    """The bytes of an Excel file with these lists of cells, as text or as they are."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False}
    )
    sheet = book.add_worksheet()
    for number, cells in enumerate(lists):
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell[:CELL] if isinstance(cell, str) else cell)
    book.close()
    return stream.getvalue()


def make_ods(lists):
    """The bytes of an OpenDocument file, whose rows end with their last filled cell."""
    table = ""
    for cells in lists:
        while cells and not cells[-1]:
            cells = cells[:-1]
        row = "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            for cell in cells
        )
        table += f"<table:table-row>{row}</table:table-row>"
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("mimetype", mimetype)
        file.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/"'
            f' manifest:media-type="{mimetype}"/>'
            '<manifest:file-entry manifest:full-path="content.xml"'
            ' manifest:media-type="text/xml"/></manifest:manifest>',
        )
        file.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Customers">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestOnboardingFile(BatchCommon):
    """Files of customers: what is right gets in, what is wrong is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the least that a cell may not name
        cls.env["res.company"].create({"name": "Other"})
        cls.env["customer.group"].create({"name": "Former", "active": False})
        cls.manager.email = "books@example.com"
        gone = new_test_user(cls.env, "gone@example.com", "base.group_user")
        gone.active = False
        holder = cls.make_customer("Holder")
        cls.make_portal_user(holder, login="login@example.com")

    def lists_of(self, rows):
        """The titles and the cells of rows, for a file."""
        return [
            list(TITLES.values()),
            *([cells.get(name, "") for name in TITLES] for cells, _problem in rows),
        ]

    def assert_taken_on(self, batch, expected):
        """Run a batch: what is right gets in, each wrong row names its cell."""
        rows = batch.row_ids
        self.assertEqual(len(rows), len(expected))
        for row, (cells, problem) in zip(rows, expected, strict=True):
            with self.subTest(cells=str(cells)[:90]):
                self.assertEqual(row.verdict, "wrong" if problem else "new")
                self.assertIn(problem, row.problem or "")
                self.assertFalse("\n" in (row.problem or ""), "one problem each")
        before = self.env["res.partner"].with_context(active_test=False).search([])
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.state, "done")
        made = self.env["res.partner"].with_context(active_test=False).search([])
        made -= before
        good = [cells for cells, problem in expected if not problem]
        self.assertEqual(
            sorted(made.filtered("is_company").mapped("name")),
            sorted(NAMES.get(cells["name"], cells["name"]) for cells in good),
        )
        persons = made.filtered(lambda made: made.parent_id and made.type == "contact")
        self.assertEqual(len(persons), len([1 for cells in good if "contact" in cells]))
        for row, (cells, problem) in zip(rows, expected, strict=True):
            with self.subTest(cells=str(cells)[:90]):
                self.assertEqual(row.state, "failed" if problem else "done", row.issue)
                self.assertIn(problem, row.issue or "")
                self.assertEqual(bool(row.partner_id), not problem)
                if not problem and cells["email"]:
                    target = row._get_target()
                    self.assertEqual(target.user_ids.login, row.email_normalized)
                    self.assertEqual(len(self.queued_mails(target)), 1)
                    [copy] = self.outgoing(self.queued_mails(target))
                    self.assertNotIn("\n", copy["email_to"][0])
        return rows

    def test_forty_rows_that_are_wrong_in_every_way(self):
        """The 10 MB of one of them, too, are read in a moment."""
        self.assertEqual(len(ROWS), 40)
        batch = self.make_batch()
        self.import_file(batch, make_csv(self.lists_of(ROWS)))
        rows = self.assert_taken_on(batch, ROWS)
        longest = max(len(row.contact or "") for row in rows)
        self.assertLessEqual(longest, 501, "what is too long is not kept")
        self.assertEqual(rows[0].partner_id.billing_country_id.code, "FR")
        arabic = rows[-2].partner_id.with_company(self.company)
        self.assertEqual((arabic.name, arabic.lang), ("شركة النور", "fr_FR"))
        self.assertEqual(arabic.property_sale_currency_id, self.gbp)
        self.assertEqual(rows[-1].partner_id.child_ids.name, "木村")
        group = rows[len(PLAIN) - 1].partner_id.customer_group_ids
        self.assertEqual(group, self.group)

    def test_the_same_rows_in_utf_16(self):
        batch = self.make_batch()
        self.import_file(batch, make_csv(self.lists_of(ROWS), "utf-16"))
        self.assert_taken_on(batch, ROWS)

    def test_the_same_rows_in_latin_1(self):
        batch = self.make_batch()
        self.import_file(batch, make_csv(self.lists_of(PLAIN), "latin-1"))
        self.assert_taken_on(batch, PLAIN)

    def test_the_same_rows_in_excel(self):
        # a sheet holds no control characters
        rows = [
            (cells, problem) for cells, problem in ROWS if "\0" not in cells["name"]
        ]
        batch = self.make_batch()
        self.import_file(batch, make_xlsx(self.lists_of(rows)), "customers.xlsx")
        self.assert_taken_on(batch, rows)

    def test_the_same_rows_in_opendocument(self):
        rows = [
            (cells, problem) for cells, problem in ROWS if cells["name"].isprintable()
        ]
        batch = self.make_batch()
        self.import_file(batch, make_ods(self.lists_of(rows)), "customers.ods")
        self.assert_taken_on(batch, rows)

    def test_numbers_of_a_sheet_are_texts(self):
        batch = self.make_batch()
        content = make_xlsx([["Customer", "Billing ZIP"], ["A", 94538], [4711.0, 1.5]])
        rows = self.import_file(batch, content, "customers.xlsx")
        self.assertEqual(rows.mapped("name"), ["A", "4711"])
        self.assertEqual(rows.mapped("billing_zip"), ["94538", "1.5"])

    def test_encodings(self):
        """Found out, or chosen on the screen."""
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"):
            for chosen in {"", encoding}:
                with self.subTest(encoding, chosen=chosen):
                    batch = self.make_batch()
                    content = TEXT.encode(encoding)
                    rows = self.import_file(batch, content, encoding=chosen)
                    self.assertEqual(rows.mapped("name"), ["Müller & Söhne", "Été"])
                    self.assertEqual(set(rows.mapped("verdict")), {"new"})

    def test_files_without_customers(self):
        title = ",".join(TITLES.values()).encode()
        for content, name, problem in (
            (b"", "customers.csv", "The file is empty."),
            (b"", "customers.xlsx", "The file is empty."),
            (title, "customers.csv", "no row with a customer"),
            (b"\n\n,,\n", "customers.csv", "no row with a customer"),
            (make_xlsx([list(TITLES.values())]), "c.xlsx", "no row with a customer"),
        ):
            with self.subTest(content[:9], name=name):
                _wizard, preview = self.open_file(self.make_batch(), content, name)
                self.assertIn(problem, preview["error"])

    def test_missing_columns(self):
        """Of the file, and of some rows."""
        for text, problem in (
            (b"Customer,Billing City\nA,Lyon\n", "Email: it is missing"),
            (b"Email,Language\na@example.com,fr\n", "Customer: the name is missing"),
        ):
            rows = self.import_file(self.make_batch(), text)
            self.assertEqual(rows.verdict, "wrong")
            self.assertIn(problem, rows.problem)
        text = b"Customer,Email,Language\nA,a@example.com\nB,b@example.com,fr\nC\n"
        rows = self.import_file(self.make_batch(), text)
        self.assertEqual(rows.mapped("verdict"), ["new", "new", "wrong"])
        self.assertEqual(rows.mapped("lang"), [False, "fr", False])

    def test_no_column_that_is_known(self):
        wizard, preview = self.open_file(self.make_batch(), b"X1,X2\nq,w\n")
        self.assertFalse(preview["matches"])
        result = wizard.execute_import(
            [False, False], ["x1", "x2"], {**preview["options"], "limit": 2000}
        )
        self.assertIn("at least one field", result["messages"][0]["message"])

    def test_other_imports_are_odoo_s_own(self):
        """The same file for another model: what is ours stays away."""
        wizard = self.env["base_import.import"].create(
            {"res_model": "res.partner", "file": b"", "file_name": "p.csv"}
        )
        preview = wizard.parse_preview({"has_headers": True, "quoting": '"'})
        self.assertNotIn("The file is empty", preview["error"])

    def test_a_login_of_another_customer(self):
        """It is told before anything is written, unless nobody is invited."""
        row = {"name": "New", "email": "LOGIN@example.com"}
        batch = self.make_batch(row, {**row, "invite": "no"})
        first, second = batch.row_ids
        self.assertIn("belongs to the account of Holder", first.problem)
        second.email = "Login@example.com"
        first.email = "other@example.com"
        self.assertEqual((first.verdict, second.verdict), ("new", "new"))
        self.assertFalse(second.problem)
        # the customer whose account it is may have it
        holder = self.env["res.users"].search([("login", "=", "login@example.com")])
        holder.partner_id.email = "login@example.com"
        batch = self.make_batch(row, update_existing=True)
        self.assertEqual(batch.row_ids.verdict, "update", batch.row_ids.problem)
        batch.row_ids.groups = "Wholesale"
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.row_ids.state, "done", batch.row_ids.issue)
        self.assertEqual(holder.partner_id.customer_group_ids, self.group)
