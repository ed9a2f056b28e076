from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase
from odoo.tools import SQL

# any row that is committed and that nobody else locks
QUERY = SQL(
    "SELECT id FROM ir_config_parameter WHERE key = 'database.create_date'"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
)


class TestBackgroundLock(TransactionCase):
    """Two processes are at the same work, each with a connection of its own."""

    def setUp(self):
        super().setUp()
        self.ours, self.other = (
            self.enterContext(self.registry.cursor()) for _process in range(2)
        )
        env = api.Environment(self.ours, SUPERUSER_ID, {})
        self.jobs = env["customer.background.job"]
        self.ours.execute("SELECT 1 FROM ir_config_parameter LIMIT 1")

    def change_in_the_other(self):
        self.other.execute(
            "UPDATE ir_config_parameter SET write_date = write_date"
            " WHERE key = 'database.create_date'"
        )

    def test_a_row_that_has_changed_is_asked_for_again(self):
        self.change_in_the_other()
        self.other.commit()
        with self.assertNoLogs("odoo.sql_db", "ERROR"):
            self.assertIsNone(self.jobs._lock_ids(QUERY))
            [row_id] = self.jobs._lock_ids(QUERY)
        self.assertTrue(row_id)

    def test_it_is_what_postgresql_refuses(self):
        self.change_in_the_other()
        self.other.commit()
        with self.assertRaises(SerializationFailure):
            self.ours.execute(QUERY, log_exceptions=False)
        self.ours.rollback()

    def test_a_row_that_is_held_is_left_out(self):
        self.change_in_the_other()
        self.assertEqual(self.jobs._lock_ids(QUERY), [])
        self.other.rollback()
