"""Two transactions at once: a customer's first document, and another currency for it.

Two connections of one process, in transactions that overlap in every order; what
Odoo's server does with the loser (roll back, try again) is done here. Used by the test
of the race, and by the benchmark that repeats it many times.
"""

import threading
from contextlib import contextmanager

from psycopg2 import errors

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import ConcurrencyError, UserError
from odoo.modules.registry import Registry
from odoo.tools import mute_logger

TRIES = 5
TRY_AGAIN = (
    errors.SerializationFailure,
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    ConcurrencyError,
)


@contextmanager
def racing_registry(database):
    """Yield the registry of a database whose customers may have euros or pounds."""
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for name in ("base.EUR", "base.GBP"):
            env.ref(name).active = True
    try:
        yield registry
    finally:
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


def revive_order(env, customer_id):
    """Make a cancelled order count again, as creating one does."""
    orders = env["sale.order"].search([("partner_id", "=", customer_id)])
    orders.filtered(lambda order: order.state == "cancel").action_draft()


def rounds_of(registry, creator_first, used_before, rounds):
    """Let the creation of a document race with a change of the currency.

    :param bool creator_first: who begins where one waits for the other
    :param bool used_before: whether the customer has had a document, now cancelled
    :return: for each round what became of the creator and of the changer, the
        customer's currency and the currencies of its documents
    :rtype: iterator of (str, str, str, list[str])
    """
    for number in range(rounds):
        customer_id = new_customer(registry)
        if used_before:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                order = env["sale.order"].create({"partner_id": customer_id})
                order.action_cancel()
        pair = (create_order, change_currency)
        pair = pair if creator_first else pair[::-1]
        results = race(registry, *pair, customer_id, number % 2)
        outcome = dict(zip(pair, results, strict=True))
        yield (
            outcome[create_order],
            outcome[change_currency],
            *documents(registry, customer_id),
        )
