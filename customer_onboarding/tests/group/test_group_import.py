from odoo.tests import new_test_user, tagged

from ..common import OnboardingCommon


@tagged("post_install", "-at_install")
class TestGroupImport(OnboardingCommon):
    """Groups by their names, in a file of customers that staff import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hotels, cls.schools = cls.env["customer.group"].create(
            [{"name": "Hotels", "lang": "fr_FR"}, {"name": "Schools"}]
        )
        cls.clerk = new_test_user(
            cls.env, "clerk", "base.group_user,base.group_partner_manager"
        )

    def run_import(self, text, fields):
        """Import a file of customers as the import screen does.

        :param str text: the file, with a line of headers
        :param list fields: what its columns are, as the screen names them
        :return: what the screen is told
        :rtype: dict
        """
        wizard = (
            self.env["base_import.import"]
            .with_user(self.clerk)
            .create(
                {
                    "res_model": "res.partner",
                    "file": text.encode(),
                    "file_name": "customers.csv",
                    "file_type": "text/csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        self.matches = preview["matches"]
        return wizard.execute_import(fields, fields, preview["options"])

    def test_several_names_in_a_cell(self):
        result = self.run_import(
            'Name,Customer Groups\nAda,"Hotels,Schools"\nBea,Schools\nCem,\n',
            ["name", "customer_group_ids"],
        )
        self.assertEqual([m["message"] for m in result["messages"]], [])
        ada, bea, cem = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(ada.customer_group_ids, self.hotels | self.schools)
        self.assertEqual(bea.customer_group_ids, self.schools)
        self.assertFalse(cem.customer_group_ids)
        # a new customer starts with what its groups say
        self.assertEqual(ada.lang, "fr_FR")
        # the screen found the column by its header
        self.assertEqual(self.matches, {0: ["name"], 1: ["customer_group_ids"]})

    def test_an_unknown_name_is_named(self):
        before = self.env["customer.group"].search_count([])
        result = self.run_import(
            'Name,Customer Groups\nAda,Hotels\nBea,"Schools,Motels"\n',
            ["name", "customer_group_ids"],
        )
        self.assertFalse(result["ids"])
        [message] = result["messages"]
        self.assertEqual(message["record"], 1)
        self.assertEqual(
            message["message"],
            "No matching record found for name 'Motels' in field 'Customer Groups'",
        )
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Ada")]))
        self.assertEqual(self.env["customer.group"].search_count([]), before)
