"""Databases together with their filestores: copy, rename, drop."""

import os
import shutil
from contextlib import closing

import psycopg2
from psycopg2 import sql

from devtools.console import DevError
from devtools.paths import ODOO_DATA


def execute(statement, parameters=(), database="postgres"):
    """Run one statement outside a transaction; return its rows, if it has any."""
    try:
        connection = psycopg2.connect(dbname=database)
    except psycopg2.OperationalError as error:
        raise DevError(
            f"PostgreSQL is out of reach ({str(error).strip()}): check PGHOST, PGPORT, "
            "PGUSER and PGPASSWORD, or unset them to use ./dev's own server."
        ) from None
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []


def names(prefix=""):
    """Return the names of the databases that start with `prefix`."""
    rows = execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
    return [name for (name,) in rows if name.startswith(prefix)]


def copy(template, name):
    """Make the database `name` a copy of `template`, filestore included."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    if _filestore(template).exists():
        # Links, not copies: Odoo only ever adds and removes files there.
        shutil.copytree(_filestore(template), _filestore(name), copy_function=os.link)


def rename(old, new):
    """Rename a database that nobody uses, and its filestore."""
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    execute(statement.format(sql.Identifier(old), sql.Identifier(new)))
    if _filestore(old).exists():
        shutil.rmtree(_filestore(new), ignore_errors=True)
        _filestore(old).rename(_filestore(new))


def drop(name):
    """Drop a database, its sessions and its filestore, if it exists."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    execute(statement.format(sql.Identifier(name)))
    shutil.rmtree(_filestore(name), ignore_errors=True)


def set_parameter(name, key, value):
    """Set a system parameter (`ir.config_parameter`) of an Odoo database."""
    execute(
        "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
        database=name,
    )


def _filestore(name):
    return ODOO_DATA / "filestore" / name
