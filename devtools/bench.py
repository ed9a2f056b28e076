"""./dev bench: figures of ours beside Odoo's own, taken in the same run.

A benchmark is a module ``benchmarks/<name>.py``. The first line of its docstring is
its title; its function ``run(bench)`` gets a `Bench`, which lends it databases and
servers, and takes what was measured. Times are told as ratios
only: seconds belong to the machine.
"""

import gc
import importlib
import statistics
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from devtools import databases, odoo, postgres, templates, toolchain
from devtools.console import DevError, step
from devtools.mailbox import Mailbox
from devtools.paths import LOGS, ODOO_CONFIG, ROOT
from devtools.server import Server

FOLDER = ROOT / "benchmarks"


def bench(names):
    """Run the benchmarks `names`, or all; return 1 when a bound does not hold.

    Raises DevError for a name that no benchmark has.
    """
    known = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
    if unknown := sorted(set(names) - set(known)):
        raise DevError(
            f"There is no benchmark {', '.join(unknown)}: choose from "
            f"{', '.join(known)}, or name none to run them all."
        )
    toolchain.prepare()
    sys.path.insert(0, str(odoo.source()))
    postgres.use()
    templates.drop_leftovers()
    broken = 0
    for name in names or known:
        module = importlib.import_module(f"{FOLDER.name}.{name}")
        step(module.__doc__.strip().splitlines()[0])
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(Bench(name, Path(folder))) as running,
        ):
            module.run(running)
        broken += running.broken
    if broken:
        print(f"{broken} of the bounds did not hold.")
    return 1 if broken else 0


class Bench:
    """What one benchmark measures with, and tells its figures to.

    `broken` is the number of bounds that did not hold so far.
    """

    def __init__(self, name, folder):
        self.broken = 0
        self._name = name
        self._folder = folder
        self._databases = []
        self._running = []

    def database(self, kind):
        """Return the name of a new database, a copy of a template.

        :param kind: "stock", "addon", "demo", "peers" or "apps", see `templates`
        """
        self._databases.append(templates.copy(kind, world=True))
        return self._databases[-1]

    def server(self, database, *arguments, **options):
        """Return a running `Server`, with its options and Odoo's arguments."""
        mailbox = Mailbox(Path(tempfile.mkdtemp(dir=self._folder)))
        log = LOGS / "bench" / self._name / f"{database}.log"
        server = Server(database, mailbox, log, **options)
        self._running += [server, mailbox]
        return server.start(*arguments)

    def configure(self, database):
        """Make this process one of Odoo's, for work on `database`."""
        from odoo import tools

        tools.config.parse_config(
            [f"--config={ODOO_CONFIG}", f"--database={database}", "--log-level=warn"],
            setup_logging=True,
        )

    @contextmanager
    def environment(self, database):
        """An environment of the superuser on `database`; nothing is committed."""
        from odoo import SUPERUSER_ID, api
        from odoo.modules.registry import Registry

        self.configure(database)
        with Registry(database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            cr.rollback()

    def at_most(self, title, figure, bound, unit=""):
        """Tell a figure, and whether it is at most `bound`.

        :param unit: what is counted, such as "queries"; nothing for a ratio
        """
        holds = figure <= bound
        self.broken += not holds
        verdict = f"at most {bound:g}" if holds else f"BROKEN: at most {bound:g}"
        self._tell(title, figure, unit, verdict)

    def figure(self, title, figure, unit=""):
        """Tell a figure that has no bound."""
        self._tell(title, figure, unit, "")

    def _tell(self, title, figure, unit, verdict):
        text = f"{figure:g}" if isinstance(figure, int) else f"{figure:.3f}"
        print(f"  {title:<60} {text:>9} {unit:<8}  {verdict}".rstrip(), flush=True)

    def close(self):
        """Stop the servers and drop the databases."""
        from odoo import sql_db

        for running in self._running:
            running.stop()
        sql_db.close_all()
        for name in self._databases:
            databases.drop(name)


def medians(*works, repeat, pick=statistics.median):
    """Return the median time of each of some functions, in seconds.

    They are called in turn, so that what else the machine does meets all of them; a
    first round that fills caches does not count. Python collects garbage between the
    calls, because else all of it would fall to whichever function happens to run then.

    :param pick: `min` for the best time instead, where one function waits and the other
        works: what else the machine does makes the second alone slower
    """
    times = [[] for _work in works]
    with _collecting_by_hand() as collect:
        for number in range(repeat + 1):
            for work, taken in zip(works, times, strict=True):
                collect()
                started = time.perf_counter()
                work()
                if number:
                    taken.append(time.perf_counter() - started)
    return [pick(taken) for taken in times]


@contextmanager
def _collecting_by_hand():
    """Switch Python's garbage collector off; yield what collects instead."""
    gc.collect()
    gc.freeze()  # what is here already need not be looked at again
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()


def fair_medians(*works, bound, repeat, rounds=4):
    """Return the median times of Odoo's work and of ours, in seconds.

    They are taken again where the ratio is too high: a busy machine passes, slow code
    does not.

    :param works: two functions, Odoo's first
    :param bound: the most that our time may be of Odoo's
    :return: the pair of times whose ratio is the least
    """
    found = []
    while len(found) < rounds and (not found or ratio(min(found, key=ratio)) > bound):
        found.append(medians(*works, repeat=repeat))
    return min(found, key=ratio)


def ratio(times):
    """Return our time as a part of Odoo's; `times` is a pair, Odoo's first."""
    base, time = times
    return time / base


def queries(env, work):
    """Return the number of queries that calling `work` sends.

    :param env: an Odoo environment of the cursor to watch
    """
    before = env.cr.sql_log_count
    work()
    env.flush_all()
    return env.cr.sql_log_count - before


def explain(env, work, marker):
    """Return how PostgreSQL runs the queries of `work`: their plans, as text.

    :param env: an Odoo environment of the cursor to watch
    :param str marker: text that these queries contain, and others do not
    """
    cr, plans = env.cr, []
    execute = cr.execute

    def explained(query, params=None, **options):
        if isinstance(query, str):
            code, values = query, params
        else:
            code, values = query.code, query.params
        if marker in code:
            text = cr._cnx.cursor().mogrify(code, values).decode()
            execute(f"EXPLAIN (ANALYZE, COSTS OFF) {text}")
            plans.append("\n".join(line for (line,) in cr.fetchall()))
        return execute(query, params, **options)

    cr.execute = explained
    try:
        work()
    finally:
        del cr.execute
    return "\n\n".join(plans)
