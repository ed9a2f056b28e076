"""The command line of ./dev."""

import argparse
import sys

from devtools import venv
from devtools.console import DevError, explain_os_error
from devtools.paths import ADDON

EPILOG = """\
Instead of what ./dev downloads, your own parts, by environment variables:
  ODOO_PATH     an Odoo 19 checkout
  PGHOST …      a PostgreSQL server (with PGPORT, PGUSER, PGPASSWORD)
  WKHTMLTOPDF   a wkhtmltopdf with patched Qt
  CHROMIUM      a Chromium or Chrome
  PYTHON        a Python from 3.10 to 3.13
Downloads are kept in $XDG_CACHE_HOME/customer_onboarding, state in .dev/.
"""
# Work on Odoo, and need its Python environment; the others run with any Python.
IN_ODOO_ENVIRONMENT = {
    *("run", "test", "bench", "shell", "update", "screenshots", "i18n", "mail"),
    "stock-tests",
}


def main(arguments):
    """Run one command; return its exit code. Errors are told in one sentence."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command != "test":
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        if options.command in IN_ODOO_ENVIRONMENT:
            venv.enter("odoo", arguments)
        return COMMANDS[options.command](options, rest) or 0
    except DevError as error:
        message = " ".join(str(error).split())
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        message = explain_os_error(error)
    print(f"./dev: {message}", file=sys.stderr)
    return 1


def _parser():
    parser = argparse.ArgumentParser(
        prog="./dev",
        description="Runs, tests and checks this addon, and fetches all it needs.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="serve Odoo with the addon and demo data")
    run.add_argument("--port", type=int, default=8069)
    run.add_argument("--database", default=ADDON)
    run.add_argument("--no-demo", action="store_true", help="no demo data in a new one")
    commands.add_parser(
        "test",
        help="run all tests, or those that pytest's arguments select",
        add_help=False,
    )
    bench = commands.add_parser(
        "bench", help="measure against Odoo itself; fail where a bound does not hold"
    )
    bench.add_argument("names", nargs="*", metavar="NAME", help="a benchmark; or all")
    stock_tests = commands.add_parser(
        "stock-tests",
        help="compare Odoo's own tests without the addon and with it (half an hour)",
    )
    stock_tests.add_argument(
        "--without",
        choices=("stock", "peers", "webapps"),
        default="stock",
        help="what both sides have: what the addon depends on (the default), also the "
        "apps that glue addons extend, or also the website and its shop",
    )
    stock_tests.add_argument(
        "selected",
        nargs="*",
        metavar="MODULE[:CLASS[.TEST]]",
        help="which tests; without any, the suites of the apps that matter there",
    )
    lint = commands.add_parser("lint", help="check style, XML, translations and more")
    lint.add_argument("--fix", action="store_true", help="format first")
    lint.add_argument(
        "--quick", action="store_true", help="only what takes seconds, for each commit"
    )
    commands.add_parser("mail", help="list the mails that ./dev run received")
    commands.add_parser("shell", help="open an Odoo shell on the running database")
    commands.add_parser("update", help="upgrade the addon in the running database")
    commands.add_parser("screenshots", help="take docs/screenshots anew")
    commands.add_parser("i18n", help="export the .pot files and merge them into .po")
    clean = commands.add_parser("clean", help="remove this clone's databases and logs")
    clean.add_argument(
        "--all", action="store_true", help="the shared downloads as well"
    )
    return parser


# Imported where they are used: most need packages of the Odoo environment.


def _run(options, _rest):
    from devtools import run

    run.run(options.port, options.database, demo=not options.no_demo)


def _test(_options, rest):
    from devtools import testing

    return testing.test(rest)


def _bench(options, _rest):
    from devtools import bench

    return bench.bench(options.names)


def _stock_tests(options, _rest):
    from devtools import stock_tests

    return stock_tests.compare(options.without, options.selected)


def _lint(options, _rest):
    from devtools import lint

    lint.lint(fix=options.fix, quick=options.quick)


def _mail(_options, _rest):
    from devtools import mailbox
    from devtools.paths import MAILS

    mailbox.list_mails(MAILS)


def _shell(_options, _rest):
    from devtools import run

    return run.shell()


def _update(_options, _rest):
    from devtools import run

    run.update()


def _screenshots(_options, _rest):
    from devtools import screenshots

    screenshots.take()


def _i18n(_options, _rest):
    from devtools import i18n

    i18n.refresh()


def _clean(options, _rest):
    from devtools import clean

    clean.clean(everything=options.all)


COMMANDS = {
    "run": _run,
    "test": _test,
    "bench": _bench,
    "stock-tests": _stock_tests,
    "lint": _lint,
    "mail": _mail,
    "shell": _shell,
    "update": _update,
    "screenshots": _screenshots,
    "i18n": _i18n,
    "clean": _clean,
}
