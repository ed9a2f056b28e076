"""The customers, users and documents that the attack matrix looks for."""

from odoo import models
from odoo.fields import Command

# One document more than two pages of a list show: pages of 80, timesheets of 100
PAGE = 161
HOURS_PAGE = 201


def marker(area, who):
    """Return the text by which a document of an area is recognised.

    :param who: "aa" or "bb", the customer it belongs to
    """
    return f"zz{area}{who}zz"


class TestWorldPortal(models.AbstractModel):
    """Two customers with a contact, a contact of the contact, and documents.

    Every document of an area carries that area's marker in all its texts. Another app's
    documents are one more entry of `_make_documents`.
    """

    _name = "test.world.portal"
    _inherit = "test.world"
    _description = "Documents of every portal area"

    def _make(self):
        """Make it all, in a database with all the apps of `devtools.peers`.

        :return: for each customer, "aa" and "bb": `partner`, `boss` (ids of partners),
            `users` (see `_make_program_user`) and `documents` by area (see
            `_describe`); for both: `payment`, and the ids of the `areas` by code
        :rtype: dict
        """
        self = self._quiet()
        self._load_chart()
        self._open_timesheets()
        world = {who: self._make_customer(who) for who in ("aa", "bb")}
        world["payment"] = self._make_payment_provider()
        areas = self.env["portal.area"].search([])
        world["areas"] = {area.code: area.id for area in areas}
        return world

    def _open_timesheets(self):
        """Let portal users read timesheets by program.

        Odoo shows them on pages alone; an administrator may open them to programs.
        """
        self.env["ir.model.access"].create(
            {
                "name": "Timesheets of the portal",
                "model_id": self.env["ir.model"]._get_id("account.analytic.line"),
                "group_id": self.env.ref("base.group_portal").id,
                "perm_read": True,
            }
        )

    def _make_payment_provider(self):
        """Make a way to pay; return the ids that a payment names."""
        provider = self.env["payment.provider"].create(
            {"name": "Slips", "state": "test"}
        )
        method = self.env["payment.method"].search([], limit=1)
        method = method or method.create({"name": "Slip", "code": "slip"})
        return {"provider_id": provider.id, "payment_method_id": method.id}

    def _make_customer(self, who):
        company = self._make_partner(f"company{who}", is_company=True)
        boss = self._make_partner(f"boss{who}", parent_id=company.id)
        assistant = self._make_partner(f"assistant{who}", parent_id=boss.id)
        users = {
            "boss": self._make_program_user(boss),
            "assistant": self._make_program_user(assistant),
        }
        readers = boss | assistant
        documents = self._make_documents(company, who, readers)
        self._fill_a_page(company, who, documents)
        return {
            "partner": company.id,
            "boss": boss.id,
            "users": users,
            "documents": {
                code: self._describe(record, marker(code, who), readers)
                for code, record in documents.items()
            },
        }

    def _make_partner(self, name, **values):
        return self.env["res.partner"].create(
            {"name": name, "email": f"{name}@x.test"} | values
        )

    def _make_product(self, type_, policy=None):
        """Return the product of a type; there is one of each for both customers.

        :param policy: of services, when they are invoiced
        """
        name = policy or type_
        product = self.env["product.product"].search([("name", "=", name)], limit=1)
        values = {"name": name, "type": type_}
        if policy:
            values["service_policy"] = policy
            values["uom_id"] = self.env.ref("uom.product_uom_hour").id
        return product or product.create(values)

    def _make_documents(self, customer, who, readers):
        """Make a document of each area.

        :param readers: the contacts who follow what is shown to followers alone
        :return: records by the area's code
        :rtype: dict
        """
        order = self._make_sale(customer, marker("orders", who), "sale")
        picking = order.picking_ids[:1]
        picking.name = marker("deliveries", who)
        project, task = self._make_project(customer, who, order)
        hours = self._make_hours(customer, marker("timesheets", who), task)
        invoice = self._make_invoice(customer, marker("invoices", who), order)
        # as Odoo does where it makes the invoice from the order
        hours.timesheet_invoice_id = invoice
        return {
            "quotations": self._make_sale(customer, marker("quotations", who), "sent"),
            "orders": order,
            "invoices": invoice,
            "projects": project,
            "tasks": task,
            "timesheets": hours,
            "rfqs": self._make_purchase(customer, marker("rfqs", who), "sent"),
            "purchases": self._make_purchase(
                customer, marker("purchases", who), "purchase"
            ),
            "deliveries": picking,
            "tickets": self._make_ticket(customer, marker("tickets", who)),
            "contracts": self._make_contract(
                customer, marker("contracts", who), readers
            ),
        }

    def _make_sale(self, customer, text, state):
        products = (
            self._make_product("consu")
            | self._make_product("service", "ordered_prepaid")
            | self._make_product("service", "delivered_timesheet")
        )
        order = self.env["sale.order"].create(
            {
                "name": text,
                "partner_id": customer.id,
                "client_order_ref": text,
                "order_line": [
                    Command.create({"product_id": product.id, "name": text})
                    for product in products
                ],
            }
        )
        if state == "sale":
            order.action_confirm()
        order.state = state
        return order

    def _make_invoice(self, customer, text, order):
        line = {
            "name": text,
            "price_unit": 10.0,
            "tax_ids": [Command.clear()],
            "sale_line_ids": [Command.set(order.order_line.ids)],
        }
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-01-15",
                "name": f"{text}/2026/0001",
                "ref": text,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
        return move

    def _make_purchase(self, vendor, text, state):
        product = self._make_product("consu")
        line = {"product_id": product.id, "name": text, "product_qty": 1}
        order = self.env["purchase.order"].create(
            {
                "name": text,
                "partner_id": vendor.id,
                "partner_ref": text,
                "order_line": [Command.create(line)],
            }
        )
        order.state = state
        return order

    def _make_project(self, customer, who, order):
        """Make a project with a task and a milestone, and another one.

        Lists name the project of a task only where there are several. The work on the
        task is invoiced by its hours, that on the other one was sold before.
        """
        *__, sold, work = order.order_line
        project = self.env["project.project"].create(
            {
                "name": marker("projects", who),
                "partner_id": customer.id,
                "privacy_visibility": "portal",
                "allow_timesheets": True,
                "allow_billable": True,
                "allow_milestones": True,
                "sale_line_id": work.id,
            }
        )
        milestone = self.env["project.milestone"].create(
            {
                "name": marker("projects", who),
                "project_id": project.id,
                "sale_line_id": work.id,
            }
        )
        task = self.env["project.task"].create(
            {
                "name": marker("tasks", who),
                "project_id": project.id,
                "partner_id": customer.id,
                "description": marker("tasks", who),
                "allocated_hours": 7,
                "milestone_id": milestone.id,
                "sale_line_id": work.id,
            }
        )
        other = project.copy({"name": f"{project.name} too"})
        other_task = task.copy(
            {"name": "Another", "project_id": other.id, "sale_line_id": sold.id}
        )
        self._make_hours(customer, marker("timesheets", who), other_task)
        for record in (project, task, other, other_task):
            record.message_subscribe(customer.ids)
        return project, task

    def _make_hours(self, customer, text, task):
        employees = self.env["hr.employee"]
        employee = employees.search([("user_id", "=", self.env.uid)], limit=1)
        employee = employee or employees.create(
            {"name": "Ada", "user_id": self.env.uid}
        )
        return self.env["account.analytic.line"].create(
            {
                "name": text,
                "project_id": task.project_id.id,
                "task_id": task.id,
                "employee_id": employee.id,
                "unit_amount": 3.0,
                "partner_id": customer.id,
            }
        )

    def _make_ticket(self, customer, text):
        return self.env["helpdesk.ticket"].create(
            {"name": text, "description": text, "partner_id": customer.id}
        )

    def _make_contract(self, customer, text, followers):
        product = self._make_product("consu")
        line = {"product_id": product.id, "name": text, "price_unit": 1.0}
        change = {"date": "2026-01-01", "description": text}
        contract = self.env["contract.contract"].create(
            {
                "name": text,
                "partner_id": customer.id,
                "contract_line_fixed_ids": [Command.create(line)],
                "modification_ids": [Command.create(change)],
            }
        )
        contract.message_subscribe(followers.ids)
        return contract

    def _fill_a_page(self, customer, who, documents):
        """Give lists a second and a third page, with the marker on it too."""
        task, hours = documents["tasks"], documents["timesheets"]
        tasks = self.env["project.task"].create(
            [
                {
                    "name": task.name,
                    "project_id": task.project_id.id,
                    "partner_id": customer.id,
                    "milestone_id": task.milestone_id.id,
                    "sale_line_id": task.sale_line_id.id,
                }
            ]
            * PAGE
        )
        tasks.message_subscribe(customer.ids)
        for __ in range(HOURS_PAGE):
            hours.copy({"timesheet_invoice_id": hours.timesheet_invoice_id.id})
        for code in ("quotations", "orders"):
            values = {"partner_id": customer.id, "name": documents[code].name}
            state = documents[code].state
            self.env["sale.order"].create([values] * PAGE).state = state
        ticket = {"partner_id": customer.id, "description": "filler"}
        ticket["name"] = documents["tickets"].name
        self.env["helpdesk.ticket"].create([ticket] * PAGE)
        line = {"name": "filler", "price_unit": 1.0, "tax_ids": [Command.clear()]}
        self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_date": "2026-01-16",
                    "name": f"{marker('invoices', who)}/2026/{number:04}",
                    "invoice_line_ids": [Command.create(line)],
                }
                for number in range(2, PAGE + 2)
            ]
        ).action_post()

    def _describe(self, record, text, readers):
        """Give a document a message with a file, and tell how to find it all.

        :return: `model`, `id` and `marker`; where the document has them `token`,
            `message`, `file`, `file_token` and `raw_token`
        :rtype: dict
        """
        found = {"model": record._name, "id": record.id, "marker": text}
        if "access_token" in record._fields:
            found["token"] = record._portal_ensure_token()
        if not hasattr(record, "message_post"):
            return found
        file = self.env["ir.attachment"].create(
            {
                "name": f"{text}.txt",
                "raw": text.encode(),
                "res_model": record._name,
                "res_id": record.id,
            }
        )
        file.generate_access_token()
        message = record.message_post(
            body=text,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=readers.ids,
            attachment_ids=file.ids,
        )
        return found | {
            "message": message.id,
            "file": file.id,
            "file_token": file.access_token,
            "raw_token": file._get_raw_access_token(),
        }
