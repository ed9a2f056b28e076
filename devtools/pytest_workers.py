"""Runs test files in parallel, each worker on a database of its own.

A pytest plugin, loaded by pyproject.toml. `devtools.testing` says how many workers
pytest-xdist starts, and has made their databases.
"""

import os

import pytest

DATABASE_OF_WORKER = "{database}_{worker}"
LOG_OF_WORKER = "{log}-{worker}"


def pytest_addoption(parser):
    parser.addini("slow_files", "Test files to begin first.", type="linelist")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Have pytest-odoo take the worker's own database and log; it is asked next."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker or not config.option.odoo_database:
        return
    option = config.option
    option.odoo_database = database_of(option.odoo_database, worker)
    option.odoo_extra = [
        LOG_OF_WORKER.format(log=extra, worker=worker)
        if extra.startswith("logfile=")
        else extra
        for extra in option.odoo_extra
    ]
    # because pytest-odoo would copy the database again, without its filestore
    del os.environ["PYTEST_XDIST_WORKER"]


def pytest_collection_modifyitems(config, items):
    """Put the slow files first: files are handed out in the order of their tests."""
    slow = config.getini("slow_files")
    places = {name: place for place, name in enumerate(slow)}
    # a stable sort: the order within a file stays
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(slow)))


def database_of(database, worker):
    """Return the name of a worker's database.

    :param str worker: as pytest-xdist names it, "gw0"
    """
    return DATABASE_OF_WORKER.format(database=database, worker=worker)
