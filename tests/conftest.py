"""Fixtures for tests that need the outside: servers, mails, browsers, PDFs.

Databases, servers and mailboxes live as long as the test module that asks for them.
"""

import pytest

from devtools import browser as chromium_of_machine
from devtools import databases, logcheck, templates
from devtools.mailbox import Mailbox
from devtools.server import Server

# milliseconds that the PDF program waits for scripts, twice for each file
PRINT_DELAY = "300"
# the `devtools.browser.Browser` of a test
PEOPLE = pytest.StashKey()


@pytest.fixture(scope="module")
def odoo_db():
    """Return a function from a kind of template to the name of a new copy of it.

    "stock" is what the addon depends on, "addon" adds the addon, "demo" has demo data,
    "apps" all our addons with the apps of others that they extend, "website" with
    Odoo's website, shop, events and courses, "jobs" the addon with the OCA's queue,
    "addresses" the addon with apps that take the customer's addresses or choose them,
    "beside" and "oca" with Odoo's and the OCA's apps that change the form of partners.
    """
    names = []

    def create(kind):
        names.append(templates.copy(kind, world=True))
        return names[-1]

    yield create
    for name in names:
        databases.drop(name)


@pytest.fixture(scope="module")
def make_mailbox(tmp_path_factory):
    """Return a function that starts a new `Mailbox`."""
    mailboxes = []

    def create():
        mailboxes.append(Mailbox(tmp_path_factory.mktemp("mail")))
        return mailboxes[-1]

    yield create
    for mailbox in mailboxes:
        mailbox.stop()


@pytest.fixture(scope="module")
def mailbox(make_mailbox):
    """The mailbox of this test module, for what is not a server of `odoo_server`."""
    return make_mailbox()


@pytest.fixture(scope="module")
def odoo_server(odoo_db, make_mailbox, tmp_path_factory):
    """Return a function from a database's name to a running `Server` with it.

    `odoo_server(odoo_db("addon"), workers=2)` serves from two processes; the options
    are those of `devtools.server.Server`. Each server mails to its own
    `server.mailbox`. Stopping it fails the test if it has logged a warning or error of
    ours that `server.expect_log(pattern)` did not announce.
    """
    servers = []

    def start(database, **options):
        # three times less than Odoo's own; without any, Arabic footers are lost
        databases.set_parameter(database, "report.print_delay", PRINT_DELAY)
        log = tmp_path_factory.mktemp("server") / f"{database}.log"
        servers.append(Server(database, make_mailbox(), log, **options))
        return servers[-1].start()

    yield start
    problems = []
    for server in servers:
        server.stop(at_once=True)
        problems += logcheck.problems(server.log_path, server.expected_log)
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="module")
def chromium():
    """Playwright's handle on one Chromium.

    It lives as long as the module: Odoo's own test classes end by terminating every
    child of their process, and may run in it next.
    """
    with chromium_of_machine.launch() as running:
        yield running


@pytest.fixture
def browser(chromium, request):
    """A `devtools.browser.Browser`: open its `desktop()` or `phone()` contexts."""
    people = chromium_of_machine.Browser(chromium)
    request.node.stash[PEOPLE] = people
    yield people
    people.close()


@pytest.fixture
def page(server, browser):
    """The backend of the module's `server`, signed in as an administrator."""
    page = browser.desktop().new_page()
    chromium_of_machine.sign_in(page, server.url, "admin", "admin")
    # not the bar alone: the arrival of the first screen closes dialogs
    page.wait_for_selector(".o_action_manager > *")
    return page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Add to the report of a failed test what its browser showed by then."""
    report = yield
    people = item.stash.get(PEOPLE, None)
    if report.failed and call.when == "call" and people:
        report.sections += people.shown()
    return report
