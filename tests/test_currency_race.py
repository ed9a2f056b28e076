"""Creating a customer's first document against changing its currency, at once.

A few rounds of it; `./dev bench currency_race` does hundreds.
"""

import pytest
from currency_race import (
    change_currency,
    create_order,
    documents,
    new_customer,
    race,
    racing_registry,
    revive_order,
    rounds_of,
)

from odoo import SUPERUSER_ID, api
from odoo.tools import config

ROUNDS = 10  # half of them one after the other


@pytest.fixture(scope="module")
def registry(odoo_db):
    database = odoo_db("addon")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(config, "test_enable", False)  # load it as a server does
        with racing_registry(database) as registry:
            yield registry


@pytest.mark.parametrize("used_before", [False, True], ids=["first", "after cancelled"])
@pytest.mark.parametrize("creator_first", [True, False], ids=["creator", "changer"])
def test_customer_and_documents_never_differ(registry, creator_first, used_before):
    seen = set()
    for creator, changer, currency, orders in rounds_of(
        registry, creator_first, used_before, ROUNDS
    ):
        # none lost, none in another one
        assert orders == [currency], (creator, changer)
        assert creator in ("done", "done again")
        assert changer in ("done", "done again", "refused")
        seen.add((creator, changer))
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


@pytest.mark.parametrize("reviver_first", [True, False], ids=["reviver", "changer"])
def test_a_revived_document_is_not_overlooked(registry, reviver_first):
    """Who changes the currency knows it as one that does not count, and must look anew.

    One of the two begins again, so that it is as if they had come one by one.
    """
    for number in range(ROUNDS):
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
        # revived after the change, it follows the customer; else the change is refused
        currency, orders = documents(registry, customer_id)
        assert orders == [currency]
