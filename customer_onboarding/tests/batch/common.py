"""What the tests of lists of customers have in common."""

from unittest.mock import patch

from odoo.tests import new_test_user

from ..common import OnboardingCommon

# as the import screen sends them
OPTIONS = {
    "has_headers": True,
    "advanced": True,
    "keep_matches": False,
    "limit": 2000,
    "skip": 0,
    "sheet": "",
    "sheets": [],
    "encoding": "",
    "separator": "",
    "quoting": '"',
    "date_format": "",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "import_skip_records": [],
    "import_set_empty_fields": [],
    "fallback_values": {},
    "name_create_enabled_fields": {},
}


class BatchCommon(OnboardingCommon):
    """Staff who take on lists of customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["customer.group"].create({"name": "Wholesale"})
        cls.manager = new_test_user(
            cls.env,
            "books",
            "base.group_user,base.group_partner_manager",
            company_id=cls.company.id,
        )

    def make_batch(self, *rows, **values):
        """A batch of the manager's, with rows of these values."""
        batch = self.env["customer.onboarding.batch"].with_user(self.manager)
        batch = batch.with_company(self.company).create(values)
        batch.row_ids.create([{"batch_id": batch.id, **row} for row in rows])
        return batch

    def run_batches(self, seconds_left=float("inf")):
        """Do what the scheduled action does.

        :param seconds_left: of its time, after each chunk
        """
        self.env.flush_all()
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, done, remaining: seconds_left,
        ):
            self.env["customer.onboarding.batch"]._run()

    def open_file(self, batch, content, name="customers.csv", **options):
        """Choose a file on Odoo's import screen.

        :param bytes content: of the file
        :param options: what the user chose beside it, such as its encoding
        :return: the wizard, and the preview that the screen shows
        """
        wizard = (
            self.env["base_import.import"]
            .with_user(self.manager)
            .with_context(default_batch_id=batch.id, tracking_disable=True)
            .create({"res_model": "customer.onboarding.row"})
        )
        wizard.write({"file": content, "file_name": name, "file_type": ""})
        return wizard, wizard.parse_preview({**OPTIONS, **options})

    def import_file(self, batch, content, name="customers.csv", **options):
        """Load a file as Odoo's import screen does, with the columns it proposes.

        :return: the rows of the batch
        """
        wizard, preview = self.open_file(batch, content, name, **options)
        self.assertNotIn("error", preview)
        headers = preview["headers"]
        fields = [
            "/".join(preview["matches"].get(number, [])) or False
            for number in range(len(headers))
        ]
        options = {**OPTIONS, **preview["options"]}
        columns = [header.strip().lower() for header in headers]
        while True:
            result = wizard.execute_import(fields, columns, dict(options))
            self.assertFalse(result["messages"])
            if not result["nextrow"]:
                return batch.row_ids
            options["skip"] = result["nextrow"]
