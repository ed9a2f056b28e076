"""Onboarding 200 customers in 5 languages, beside Odoo's own portal wizard."""

import tempfile
import time
import warnings
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from devtools.mailbox import Mailbox

LANGS = ["en_US", "fr_FR", "de_DE", "es_ES", "ar_001"]
CUSTOMERS = 200
MORE = 2_000
WARM_UP = 300  # customers that were taken on before
PER_MAIL = 25  # queries; what Odoo needs for any mail that is deleted when it left


def run(bench):
    """Onboard as many in a database without the addon, and in one with it."""
    from odoo import tools

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        mailbox = Mailbox(folder)
        stack.callback(mailbox.stop)
        odoo, ours = (
            Office(stack.enter_context(bench.environment(bench.database(kind))))
            for kind in ("stock", "addon")
        )
        tools.config["smtp_server"] = "127.0.0.1"
        tools.config["smtp_port"] = mailbox.port
        # the wizard warns of itself at each customer, which is not to count
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        odoo.wizard(WARM_UP)
        ours.queue(WARM_UP)
        ours.send()
        for office in odoo, ours:
            office.analyze()
        mailbox.clear()

        with counted(odoo.env) as wizard_counts:
            base = timed(lambda: odoo.wizard(CUSTOMERS))
        wizard_mails = len(mailbox.messages)
        mailbox.clear()
        with counted(ours.env) as counts:
            queued = timed(lambda: ours.queue(CUSTOMERS))
        with counted(ours.env) as sent_counts:
            sent = timed(ours.send)
        addresses = [message["to"] for message in mailbox.messages]

        bench.figure("mails of Odoo's wizard", wizard_mails, "mails")
        # which clears the caches for each customer: so that they are seen to be counted
        assert wizard_counts["clears"] >= CUSTOMERS, wizard_counts
        bench.figure("cache clears of Odoo's wizard", wizard_counts["clears"], "clears")
        bench.at_most("queued: time to the wizard's", queued / base, 1 / 20)
        bench.at_most("delivered: time to the wizard's", (queued + sent) / base, 1 / 8)
        bench.at_most("queries a customer", counts["queries"] / CUSTOMERS, 2, "queries")
        per_mail = sent_counts["queries"] / CUSTOMERS
        bench.at_most("queries to send a mail", per_mail, PER_MAIL, "queries")
        bench.at_most("cache clears a batch", counts["clears"], 3, "clears")
        bench.at_most("SMTP connections", ours.connections, 1)
        different = len(set(addresses))
        bench.at_most("mails missing", CUSTOMERS - different, 0, "mails")
        bench.at_most("mails twice", len(addresses) - different, 0, "mails")
        many = timed(lambda: ours.queue(MORE)) / MORE
        bench.at_most(
            f"cost a customer, of {MORE} to of {CUSTOMERS}",
            many * CUSTOMERS / queued,
            1.25,
        )


def timed(work):
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def counted(env):
    """Yield a dictionary that holds queries and cache clears afterwards."""
    registry = type(env.registry)
    clear_cache, clears, counts = registry.clear_cache, [], {}

    def clear(self, *names):
        clears.append(names)
        return clear_cache(self, *names)

    before = env.cr.sql_log_count
    with patch.object(registry, "clear_cache", clear):
        yield counts
    counts |= {"queries": env.cr.sql_log_count - before, "clears": len(clears)}


class Office:
    """Staff with customers to take on; each call takes on new ones."""

    def __init__(self, env):
        self.env = env
        self.connections = 0
        self._number = 0
        for lang in LANGS:
            env["res.lang"]._activate_lang(lang)

    def _create_customers(self, count):
        numbers = range(self._number, self._number + count)
        self._number += count
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "email": f"c{number}@example.com",
                    "lang": LANGS[number % len(LANGS)],
                }
                for number in numbers
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return customers

    def analyze(self):
        """Count the rows that were made so far, as PostgreSQL does by itself later.

        Without it, tables seem empty, and each of their rows is read for each new one.
        """
        self.env.flush_all()
        tables = "res_partner, res_users, mail_mail, mail_message"
        self.env.cr.execute(f"ANALYZE {tables}")

    def wizard(self, count):
        """Grant access with Odoo's wizard, line by line, as its button does."""
        customers = self._create_customers(count)
        wizard = self.env["portal.wizard"].create({"partner_ids": customers.ids})
        for user in wizard.user_ids:
            user.action_grant_access()
        self.env.flush_all()

    def queue(self, count):
        """Grant access and queue the mails with ours."""
        customers = self._create_customers(count)
        customers._onboard(grant_portal_access=True, send_welcome_mail=True)
        self.env.flush_all()
        assert not any(customers.mapped("onboarding_issue"))

    def send(self):
        """Send the queue; note how often it connects to the mail server."""
        servers = type(self.env["ir.mail_server"])
        connect, connections = servers._connect__, []

        def connecting(*args, **kwargs):
            connections.append(args)
            return connect(*args, **kwargs)

        with patch.object(servers, "_connect__", connecting):
            self.env["mail.mail"].process_email_queue()
        self.connections = len(connections)
