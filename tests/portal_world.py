"""Two customers with portal users and documents of every area, for attacks."""

import portal_probes as probes

AREAS = list(probes.PAGES)


def make(odoo_db, odoo_server):
    """The server with two customers, their users, and documents of every area.

    The body of a fixture of a test file.

    :return: what the server tells of them, with their `probes.Visitor`s, the `server`,
        and an `admin` who calls it
    """
    server = odoo_server(odoo_db("apps"), workers=2)
    # one way in is a method that Odoo calls deprecated, wherever it is extended
    server.expect_log("read_group is deprecated")
    made = server.call("test.world.portal", "_make")
    made["server"], made["admin"] = server, server.rpc()
    for who in ("aa", "bb"):
        made[who]["visitors"] = {
            name: probes.Visitor(server, **user)
            for name, user in made[who]["users"].items()
        }
    return made


def switch_off(world, *areas, partner=None):
    """Leave these areas off for the first customer (or a contact), and no other."""
    ids = [world["areas"][area] for area in areas]
    world["admin"].call(
        "res.partner",
        "write",
        [partner or world["aa"]["partner"]],
        {"portal_off_area_ids": [[6, 0, ids]]},
    )
