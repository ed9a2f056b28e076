"""Reads all that a portal user may read, without naming fields or models."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

# Records of each model that are read; the first ones are those of `test.world.portal`
LIMIT = 15
# When a record was last written tells that something was, not what; the day's date
# changes by itself
UNTOLD = {"write_date", "write_uid", "__last_update", "example_date"}


class TestWorldSweep(models.AbstractModel):
    _name = "test.world.sweep"
    _inherit = "test.world"
    _description = "Search for what a portal user may read"

    def _sweep(self, login, world):
        """Look for each area's records in all fields, with the area on, then off.

        Names are found by the area's marker. A number is known by its changing: with
        each of the methods ``_change_…`` below, undone afterwards.

        :param str login: a portal user
        :param dict world: its customer's part of `test.world.portal`
        :return: by code of an area `names`, the fields that hold the marker, and, where
            it was tried, `numbers`, those that changed; each when it was `on` and `off`
        :rtype: dict
        """
        partner_id = world["partner"]
        with_all_on = self._read_with_off(login, partner_id, None)
        again = self._read_with_off(login, partner_id, None)
        # such as a delivery expected in so many hours from now
        noise = _changed(with_all_on, again)
        found = {}
        for code, document in world["documents"].items():
            off = self._read_with_off(login, partner_id, code)
            states = {"on": with_all_on, "off": off}
            found[code] = {
                "names": {
                    state: sorted(
                        name
                        for name, text in values.items()
                        if document["marker"] in text
                    )
                    for state, values in states.items()
                }
            }
            change = getattr(self.sudo(), f"_change_{code}", None)
            if not change:
                continue
            found[code]["numbers"] = {}
            for state, before in states.items():
                savepoint = self.env.cr.savepoint()
                change(world)
                off_code = code if state == "off" else None
                after = self._read_with_off(login, partner_id, off_code)
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                changed = _changed(before, after) - noise
                found[code]["numbers"][state] = sorted(changed)
        self._switch_off(partner_id, None)
        return found

    def _document(self, world, code):
        document = world["documents"][code]
        return self.env[document["model"]].browse(document["id"])

    def _change_invoices(self, world):
        order = self._document(world, "orders")
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": world["partner"],
                "invoice_date": "2026-02-01",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "More",
                            "quantity": 3,
                            "price_unit": 77.0,
                            "tax_ids": [Command.clear()],
                            "sale_line_ids": [Command.link(line.id)],
                        }
                    )
                    for line in order.order_line
                ],
            }
        ).action_post()

    def _change_orders(self, world):
        for line in self._document(world, "orders").order_line:
            line.write({"product_uom_qty": 19, "price_unit": 23, "name": "Changed"})

    def _change_timesheets(self, world):
        hours = self._document(world, "timesheets")
        hours.copy({"unit_amount": 2.5})
        other = hours.search(
            [("task_id.name", "=", "Another"), ("partner_id", "=", world["partner"])],
            limit=1,
        )
        (other or hours).copy({"unit_amount": 1.5})

    def _change_tasks(self, world):
        task = self._document(world, "tasks")
        task.copy({"name": "More"})
        task.state = "1_done"

    def _change_deliveries(self, world):
        picking = self._document(world, "deliveries")
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()

    def _switch_off(self, partner_id, code):
        areas = self.env["portal.area"].search([("code", "=", code)])
        # without a note in the chatter, which would be found as a change
        partner = self._quiet().env["res.partner"].browse(partner_id)
        partner.portal_off_area_ids = areas

    def _read_with_off(self, login, partner_id, code):
        """All that a portal user reads while one area, or none, is off.

        :return: text of the values of all records, by model and field
        :rtype: dict[str, str]
        """
        self._switch_off(partner_id, code)
        self.env.flush_all()
        self.env.invalidate_all()
        user = self.env["res.users"].search([("login", "=", login)])
        env = self.env(user=user.id, su=False, context={"lang": "en_US"})
        found = {}
        for name in sorted(env.registry):
            if not env[name]._abstract and env[name].has_access("read"):
                found |= self._read_model(env[name])
        return found

    def _read_model(self, model):
        """The text of each field's values that a user may read.

        :rtype: dict[str, str]
        """
        fields = [
            field
            for field, values in model.fields_get(attributes=["type"]).items()
            if values["type"] != "binary"
        ]
        records = self._attempt(lambda: model.search([], order="id", limit=LIMIT))
        if not records:
            return {}
        rows = self._attempt(lambda: records.read(fields))
        if rows is None:
            # one field that cannot be read refuses them all
            found = {
                field: self._attempt(self._read_one(records, field)) for field in fields
            }
            found = {field: values for field, values in found.items() if values}
        else:
            found = {field: [row[field] for row in rows] for field in fields}
        return {f"{model._name}.{field}": repr(found[field]) for field in found}

    def _read_one(self, records, field):
        return lambda: [row[field] for row in records.read([field])]

    def _attempt(self, read):
        """What a read returns, or None where it is refused or fails."""
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            return read()
        except (UserError, ValueError, TypeError, KeyError, NotImplementedError):
            return None
        finally:
            savepoint.close(rollback=False)


def _changed(before, after):
    """The fields whose values differ, as far as these tell what was changed.

    :param dict before: what ``_read_with_off`` returned; likewise ``after``
    :rtype: set[str]
    """
    return {
        name
        for name, values in before.items()
        if values != after.get(name) and name.rpartition(".")[2] not in UNTOLD
    }
