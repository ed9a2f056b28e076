"""Calls one method of a model in a database, in a process of its own.

`python -m devtools.odoo_call OPTIONS…` starts Odoo with these options of its server,
reads the call from standard input and prints what it returned, both as JSON. A method
of a test addon (tests/addons) makes data this way that no user could make.
"""

import json
import sys

from odoo import SUPERUSER_ID, api, tools
from odoo.modules.registry import Registry
from odoo.service import server


def call(database, model, method, args, kwargs):
    """Call the method as the superuser, commit, and return what it returned."""
    with Registry(database).cursor() as cr:
        context = api.Environment(cr, SUPERUSER_ID, {})["res.users"].context_get()
        env = api.Environment(cr, SUPERUSER_ID, context)
        result = getattr(env[model], method)(*args, **kwargs)
        cr.commit()
        # because a running server must forget what it has cached
        env.registry.signal_changes()
        return result


def main(options):
    """Start Odoo, and do the call that standard input describes."""
    tools.config.parse_config(options, setup_logging=True)
    server.load_server_wide_modules()
    [database] = tools.config["db_name"]
    print(json.dumps(call(database, **json.load(sys.stdin))))


if __name__ == "__main__":
    main(sys.argv[1:])
