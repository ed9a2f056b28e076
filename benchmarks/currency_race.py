"""A customer's first document against a change of its currency, 400 times at once."""

from collections import Counter
from itertools import product

ROUNDS = 100  # of each of the four orders in which they may come


def run(bench):
    """Race, and count the rounds in which somebody lost more than a moment."""
    # imports Odoo, which the command line does without
    from tests.currency_race import racing_registry, rounds_of

    outcomes, differing = Counter(), 0
    database = bench.database("addon")
    bench.configure(database)
    with racing_registry(database) as registry:
        for creator_first, used_before in product((True, False), repeat=2):
            for creator, changer, currency, orders in rounds_of(
                registry, creator_first, used_before, ROUNDS
            ):
                differing += orders != [currency]
                outcomes[creator, changer] += 1
    bench.at_most("customers whose document is lost or differs", differing, 0)
    for (creator, changer), count in sorted(outcomes.items()):
        title = f"document {creator}, change of the currency {changer}"
        bench.figure(title, count, "rounds")
    failed = sum(n for results, n in outcomes.items() if "gave up" in results)
    bench.at_most("rounds that were given up", failed, 0, "rounds")
