"""Creating a customer's first document against changing its currency, at once.

Two connections of one process, in transactions that overlap in every order; what
Odoo's server does with the loser (roll back, try again) is done here.
"""

import threading

import pytest
from psycopg2 import errors

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import ConcurrencyError, UserError
from odoo.modules.registry import Registry
from odoo.tools import config, mute_logger

ROUNDS = 200
TRIES = 5
TRY_AGAIN = (
    errors.SerializationFailure,
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    ConcurrencyError,
)


@pytest.fixture(scope="module")
def registry(odoo_db):
    database = odoo_db("addon")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(config, "test_enable", False)  # load it as a server does
        registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for name in ("base.EUR", "base.GBP"):
            env.ref(name).active = True
    yield registry
    Registry.delete(database)
    sql_db.close_db(database)


def new_customer(registry):
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        values = {"name": "Azure", "property_sale_currency_id": env.ref("base.EUR").id}
        return env["res.partner"].create(values).id


def create_order(env, customer_id):
    env["sale.order"].create({"partner_id": customer_id})


def change_currency(env, customer_id):
    customer = env["res.partner"].browse(customer_id)
    customer.property_sale_currency_id = env.ref("base.GBP")


def attempt(registry, work, customer_id, begun, other_begun, outcome, wait=None):
    """Do `work` in a transaction that began before the other one ended; try again.

    With `wait`, it only goes on after that event, with its view of before it.
    """
    for tried in range(TRIES):
        try:
            with registry.cursor() as cr, mute_logger("odoo.sql_db"):
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["res.partner"].browse(customer_id).mapped("name")  # the snapshot
                if not tried:
                    begun.set()
                    other_begun.wait(10)
                    if wait:
                        wait.wait(10)
                work(env, customer_id)
                env.flush_all()
            outcome.append("done" if not tried else "done again")
            return
        except TRY_AGAIN:
            continue
        except UserError as error:
            assert "can no longer be changed" in str(error)
            outcome.append("refused")
            return
    outcome.append("gave up")


def race(registry, first, second, customer_id, one_after_the_other):
    """Run both at once; return what became of each.

    Both have begun before either of them works. One after the other, the second one
    works when the first one has committed, with a view of the database from before.
    """
    begun = threading.Event(), threading.Event()
    first_done = threading.Event()
    outcomes = [], []

    def run_first():
        attempt(registry, first, customer_id, *begun, outcomes[0])
        first_done.set()

    def run_second():
        wait = first_done if one_after_the_other else None
        attempt(registry, second, customer_id, *begun[::-1], outcomes[1], wait)

    threads = [threading.Thread(target=run) for run in (run_first, run_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes[0][0], outcomes[1][0]


def documents(registry, customer_id):
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        customer = env["res.partner"].browse(customer_id)
        orders = env["sale.order"].search(
            [("partner_id", "=", customer_id), ("state", "!=", "cancel")]
        )
        return customer.property_sale_currency_id.name, orders.mapped(
            "currency_id.name"
        )


@pytest.mark.parametrize("used_before", [False, True], ids=["first", "after cancelled"])
@pytest.mark.parametrize("creator_first", [True, False], ids=["creator", "changer"])
def test_customer_and_documents_never_differ(registry, creator_first, used_before):
    seen = set()
    for number in range(ROUNDS // 2):
        customer_id = new_customer(registry)
        if used_before:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                order = env["sale.order"].create({"partner_id": customer_id})
                order.action_cancel()
        pair = (create_order, change_currency)
        if not creator_first:
            pair = pair[::-1]
        results = race(registry, *pair, customer_id, number % 2)
        outcome = dict(zip(pair, results, strict=True))
        currency, orders = documents(registry, customer_id)
        assert orders == [currency], outcome  # none lost, none in another one
        assert outcome[create_order] in ("done", "done again")
        assert outcome[change_currency] in ("done", "done again", "refused")
        seen.add((outcome[create_order], outcome[change_currency]))
    if creator_first:
        assert ("done", "refused") in seen  # the changer saw, the second time
    else:
        assert ("done again", "done") in seen  # the creator began anew


def test_a_document_deleted_just_now_is_nobody_elses(registry):
    """It is there for a second connection still, and locks nothing any more."""
    customer_id = new_customer(registry)
    with registry.cursor() as cr:
        create_order(api.Environment(cr, SUPERUSER_ID, {}), customer_id)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["sale.order"].search([("partner_id", "=", customer_id)]).unlink()
        change_currency(env, customer_id)
    assert documents(registry, customer_id) == ("GBP", [])


def revive_order(env, customer_id):
    """Make a cancelled order count again, as creating one does."""
    orders = env["sale.order"].search([("partner_id", "=", customer_id)])
    orders.filtered(lambda order: order.state == "cancel").action_draft()


@pytest.mark.parametrize("reviver_first", [True, False], ids=["reviver", "changer"])
def test_a_revived_document_is_not_overlooked(registry, reviver_first):
    """Who changes the currency knows it as one that does not count, and must look anew.

    One of the two begins again, so that it is as if they had come one by one.
    """
    for number in range(20):
        customer_id = new_customer(registry)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            create_order(env, customer_id)
            env["sale.order"].search([("partner_id", "=", customer_id)]).action_cancel()
        pair = (revive_order, change_currency)
        pair = pair if reviver_first else pair[::-1]
        results = race(registry, *pair, customer_id, number % 2)
        outcome = dict(zip(pair, results, strict=True))
        assert results != ("done", "done")
        assert outcome[revive_order] in ("done", "done again")
        assert documents(registry, customer_id)[1] == ["EUR"]
