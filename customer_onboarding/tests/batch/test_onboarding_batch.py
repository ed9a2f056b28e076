from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import BatchCommon

BATCH = "odoo.addons.customer_onboarding.models.batch.customer_onboarding_batch"
ROW = "odoo.addons.customer_onboarding.models.batch.customer_onboarding_row"


@tagged("post_install", "-at_install")
class TestOnboardingBatch(BatchCommon):
    def test_a_file_becomes_customers(self):
        batch = self.make_batch()
        rows = self.import_file(
            batch,
            b"Customer,Email,Contact Person,Language,Currency,Customer Groups,"
            b"Portal Areas Switched Off,Salesperson,Billing City,Billing Country\n"
            b"Azure,Azure@Example.com,,fr,gbp,wholesale,Invoices,books,Lyon,FR\n"
            b"Deco,deco@example.com,Ann Deco,,,,,,,\n",
        )
        self.assertEqual(rows.mapped("verdict"), ["new", "new"])
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Azure")]))
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.state, "done")
        self.assertEqual(rows.mapped("state"), ["done", "done"], rows.mapped("issue"))
        azure, deco = rows.partner_id.with_company(self.company)
        self.assertEqual(azure.lang, "fr_FR")
        self.assertEqual(azure.property_sale_currency_id, self.gbp)
        self.assertEqual(azure.customer_group_ids, self.group)
        self.assertEqual(azure.portal_off_area_ids, self.area_invoices)
        self.assertEqual(azure.user_id, self.manager)
        self.assertEqual(
            (azure.billing_city, azure.billing_country_id.code), ("Lyon", "FR")
        )
        self.assertEqual(azure.user_ids.login, "azure@example.com")
        self.assertEqual(len(self.queued_mails(azure)), 1)
        self.assertEqual(rows[0].invitation_id.partner_id, azure)
        person = deco.child_ids
        self.assertEqual(person.name, "Ann Deco")
        self.assertEqual(person.user_ids.login, "deco@example.com")
        self.assertFalse(deco.user_ids)

    def test_a_run_that_is_out_of_time_is_followed_at_once(self):
        """Not a minute later, when Odoo looks at its jobs again by itself."""
        batch = self.make_batch(*({"name": name, "invite": "no"} for name in "AB"))
        batch.action_start()
        cron = self.env.ref("customer_onboarding.customer_onboarding_cron")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        triggers.unlink()
        self.startPatcher(patch(f"{BATCH}.CHUNK", 1))
        self.run_batches(seconds_left=0)
        self.assertEqual(batch.left_count, 1)
        self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))

    def test_verdicts_name_the_cell(self):
        self.make_customer("Old", email="old@example.com")
        bad = {"name": "N", "email": "n@example.com"}
        for values, verdict, problem in (
            ({"name": "No Mail"}, "wrong", "Email: it is missing"),
            ({"name": "No Mail", "invite": "no"}, "new", ""),
            ({"name": "X", "email": "a@b, c@d.com"}, "wrong", "Email: this is not one"),
            ({"email": "x@example.com"}, "wrong", "Customer: the name is missing"),
            ({"name": "Old", "email": "OLD@example.com"}, "leave", ""),
            ({"name": "B", "email": "\u200fb@example.com\u200f"}, "new", ""),
            (
                {"name": "N" * 5000, "email": "l@example.com"},
                "wrong",
                "Customer: the text",
            ),
            ({**bad, "lang": "Klingon"}, "wrong", "Language: Klingon"),
            ({**bad, "currency": "XYZ"}, "wrong", "Currency: XYZ"),
            (
                {**bad, "groups": "wholesale, Nobody"},
                "wrong",
                "Customer Groups: Nobody",
            ),
            ({**bad, "areas_off": "Moon"}, "wrong", "Switched Off: Moon"),
            ({**bad, "billing_country": "Atlantis"}, "wrong", "Country: Atlantis"),
            ({**bad, "salesperson": "Ghost"}, "wrong", "Salesperson: Ghost"),
            ({**bad, "invite": "perhaps"}, "wrong", "Invite: write yes or no"),
            ({**bad, "name": '=cmd|"/c calc"!A1'}, "new", ""),
            (
                {"name": "Staff", "email": self.manager.email},
                "wrong",
                "who is no customer",
            ),
        ):
            with self.subTest(values=str(values)[:80]):
                row = self.make_batch(values).row_ids
                self.assertEqual(row.verdict, verdict, row.problem)
                self.assertIn(problem, row.problem or "")

    def test_yes_and_no_of_each_language(self):
        """People write the words of the language they work in."""
        yes = ["", "Yes", "ja", "oui", "sí", "sì", "sim", "tak", "はい", "是", "نعم"]
        no = ["no", "nein", "non", "nee", "não", "nie", "いいえ", "否", "لا"]
        rows = [
            {"name": f"C{n}", "email": f"c{n}@example.com", "invite": word}
            for n, word in enumerate(yes + no)
        ]
        batch = self.make_batch(*rows)
        self.assertEqual(set(batch.row_ids.mapped("verdict")), {"new"})
        invited = batch.row_ids.filtered(lambda row: row._wants_invitation())
        self.assertEqual(invited.mapped(lambda row: row.invite or ""), yes)
        self.assertEqual(
            self.make_batch({"name": "A", "invite": "maybe"}).row_ids.verdict, "wrong"
        )

    def test_cells_of_any_content_load(self):
        """A cell that nobody can use is told, and hinders no other row."""
        letters = "".join(str(number) for number in range(2_000))
        batch = self.make_batch(
            {"name": "N" * 10_000_000, "email": "n@example.com"},
            {"name": "Long", "email": f"{letters}@example.com"},
            {"name": "Nul\0", "email": "nul\0@example.com"},
            {"name": "Good", "email": "good@example.com"},
        )
        big, long, nul, good = batch.row_ids
        self.assertIn("Customer: the text is longer than 500", big.problem)
        self.assertIn("Email: the text is longer than 500", long.problem)
        self.assertEqual((nul.name, nul.verdict), ("Nul", "new"))
        batch.action_start()
        self.run_batches()
        states = (big.state, long.state, nul.state, good.state)
        self.assertEqual(states, ("failed", "failed", "done", "done"))
        self.assertFalse(big.partner_id | long.partner_id)

    def test_doubles_in_the_file(self):
        batch = self.make_batch(
            {"name": "One", "email": "double@example.com"},
            {"name": "Two", "email": "Double@Example.com"},
        )
        one, two = batch.row_ids
        self.assertEqual(one.verdict, "new")
        self.assertIn("is in the row of One", two.problem)
        one.email = "one@example.com"
        self.assertEqual(two.verdict, "new", two.problem)
        one.email = "DOUBLE@example.com"
        self.assertEqual(two.verdict, "wrong")
        two.email = "two@example.com"
        self.assertEqual(two.verdict, "new")

    def test_existing_customers(self):
        old = self.make_customer("Old", email="old@example.com")
        row = {"name": "Old", "email": "old@example.com", "groups": "Wholesale"}
        batch = self.make_batch(row)
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.row_ids.state, "skipped")
        self.assertFalse(old.customer_group_ids or old.user_ids)
        batch = self.make_batch(row, update_existing=True)
        self.assertEqual(batch.row_ids.verdict, "update")
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.row_ids.state, "done", batch.row_ids.issue)
        self.assertEqual(old.customer_group_ids, self.group)
        self.assertEqual(len(old.user_ids), 1)

    @mute_logger(ROW, "odoo.sql_db")
    def test_rows_fail_alone_and_are_tried_again(self):
        batch = self.make_batch(
            *(
                {"name": f"C{number}", "email": f"c{number}@example.com"}
                for number in range(5)
            ),
            {"name": "No Mail"},
        )
        model = type(self.env["customer.onboarding.row"])
        prepare = model._prepare_customer

        def break_one(row, choices, update=False):
            if row.name == "C3":
                raise ZeroDivisionError
            return prepare(row, choices, update)

        batch.action_start()
        with patch.object(model, "_prepare_customer", break_one):
            self.run_batches()
        states = batch.row_ids.mapped("state")
        self.assertEqual(states, ["done"] * 3 + ["failed", "done", "failed"])
        self.assertIn("An unexpected error", batch.row_ids[3].issue)
        self.assertIn("Email: it is missing", batch.row_ids[5].issue)
        self.assertEqual((batch.done_count, batch.failed_count), (4, 2))
        batch.row_ids[5].email = "now@example.com"
        batch.action_retry()
        self.run_batches()
        self.assertEqual(set(batch.row_ids.mapped("state")), {"done"})
        for row in batch.row_ids:
            self.assertEqual(len(self.queued_mails(row.partner_id)), 1)
            self.assertEqual(len(row.partner_id.user_ids), 1)

    def test_rows_are_looked_at_in_parts(self):
        """However many they are, few are in memory."""
        self.startPatcher(patch(f"{BATCH}.PART", 3))
        rows = [{"name": f"C{n}", "email": f"c{n}@example.com"} for n in range(7)]
        batch = self.make_batch(*rows)
        model = type(batch.row_ids)
        check, sizes = model._check, []

        def counted(rows):
            sizes.append(len(rows))
            return check(rows)

        self.patch(model, "_check", counted)
        self.make_customer("Old", email="c5@example.com")
        batch.action_check()
        self.assertEqual(sizes, [3, 3, 1])
        self.assertEqual(batch.row_ids.mapped("verdict").count("leave"), 1)
        batch.row_ids[1:].write({"state": "failed", "issue": "Try again"})
        batch.row_ids[0].state = "done"
        batch.state = "done"
        sizes.clear()
        batch.action_retry()
        self.assertEqual(sizes, [3, 3])
        self.assertEqual(batch.row_ids.mapped("state"), ["done"] + ["waiting"] * 6)
        self.assertFalse(any(batch.row_ids.mapped("issue")))

    def test_time_left_counts_from_the_start(self):
        """What was done before a pause tells nothing of how fast it goes."""
        rows = [{"name": f"C{n}", "email": f"c{n}@example.com"} for n in range(9)]
        batch = self.make_batch(*rows)
        batch.row_ids[:5].state = "done"
        batch.action_start()
        self.assertFalse(batch.time_left)
        batch.start_date -= timedelta(minutes=1)
        self.assertFalse(batch.time_left, "nothing is done since the start")
        batch.row_ids[5].state = "done"
        self.assertRegex(batch.time_left, r"^3:0\d$")
        batch.action_pause()
        self.assertFalse(batch.time_left)

    def run_after_a_conflict(self, batch, meanwhile):
        """Take rows on where another process has changed one of them first.

        :param meanwhile: function that is called then, and returns None
        """
        lock = type(batch)._lock_ids
        conflicts = [meanwhile]

        def lock_ids(batches, query):
            return conflicts.pop()() if conflicts else lock(batches, query)

        with patch.object(type(batch), "_lock_ids", lock_ids):
            self.run_batches()
        self.assertFalse(conflicts)

    def test_another_process_took_rows_on(self):
        batch = self.make_batch({"name": "A", "invite": "no"})
        batch.action_start()
        self.run_after_a_conflict(batch, lambda: None)
        self.assertEqual((batch.state, batch.row_ids.state), ("done", "done"))

    def test_paused_while_another_process_took_rows_on(self):
        """A new transaction asks whether the batch is running still."""
        batch = self.make_batch({"name": "A", "invite": "no"})
        batch.action_start()
        self.run_after_a_conflict(batch, batch.action_pause)
        self.assertEqual((batch.state, batch.row_ids.state), ("paused", "waiting"))

    def test_pause_cancel_and_what_is_refused(self):
        batch = self.make_batch({"name": "A", "email": "a@example.com"})
        batch.action_start()
        batch.action_pause()
        self.run_batches()
        self.assertEqual(batch.row_ids.state, "waiting")
        batch.action_cancel()
        for action in (batch.action_start, batch.action_pause, batch.action_import):
            with self.assertRaisesRegex(UserError, "has the status Cancelled"):
                action()
        with self.assertRaisesRegex(UserError, "Import a file"):
            self.make_batch().action_start()

    def test_selected_customers(self):
        customers = self.make_customer("A") | self.make_customer("B", email=False)
        action = customers.with_user(self.manager).action_onboard_many()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.row_ids.mapped("verdict"), ["invite", "wrong"])
        batch.action_start()
        self.run_batches()
        self.assertEqual(batch.row_ids.mapped("state"), ["done", "failed"])
        self.assertEqual(len(customers.user_ids), 1)
        self.assertEqual(len(self.queued_mails(customers)), 1)

    def test_rows_are_taken_on_as_who_created_the_batch(self):
        batch = self.make_batch({"name": "A", "email": "a@example.com"})
        batch.action_start()
        self.manager.group_ids -= self.env.ref("base.group_partner_manager")
        with self.assertRaises(AccessError):
            batch.with_user(self.manager).action_pause()
        self.run_batches()
        batch = batch.sudo()
        self.assertEqual(batch.state, "paused")
        self.assertIn("not allowed", batch.issue)
        self.assertEqual(batch.row_ids.state, "waiting")
        email = [("email", "=", "a@example.com")]
        self.assertFalse(self.env["res.partner"].search(email))

    def test_colleagues_neither_fill_nor_start_it(self):
        """They would do what its creator may do, and they may not."""
        batch = self.make_batch({"name": "A", "email": "a@example.com"})
        colleague = new_test_user(
            self.env,
            "colleague",
            "base.group_user,base.group_partner_manager",
            company_id=self.company.id,
        )
        theirs = batch.with_user(colleague).with_company(self.company)
        self.assertEqual(theirs.row_ids.name, "A")
        for change in (
            lambda: theirs.row_ids.create({"batch_id": batch.id, "name": "B"}),
            lambda: theirs.row_ids.write({"name": "B"}),
            lambda: theirs.action_start(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()
        # an administrator may stop and start everybody's
        colleague.group_ids += self.env.ref("base.group_system")
        theirs.action_start()
        self.assertEqual(batch.state, "running")

    def test_batches_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        batch = self.make_batch({"name": "A", "email": "a@example.com"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "base.group_user,base.group_partner_manager",
            company_id=other.id,
            company_ids=other.ids,
        )
        for records in (batch, batch.row_ids):
            self.assertFalse(
                self.env[records._name]
                .with_user(stranger)
                .search([("id", "in", records.ids)])
            )
