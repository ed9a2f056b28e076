"""The customers, users and documents that the attack matrix looks for.

Run inside an Odoo shell (`Server.shell`); prints what it made as JSON. Every document
of an area carries that area's marker in all its texts.
"""

import json
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

PASSWORD = "a good Passw0rd"
env = globals()["env"]  # given by the shell
env = env(context=dict(env.context, no_reset_password=True, tracking_disable=True))
group_portal = env.ref("base.group_portal")
group_export = env.ref("base.group_allow_export")
product = env["product.product"].create({"name": "Desk", "type": "consu"})
service = env["product.product"].create({"name": "Work", "type": "service"})
account_income = env["account.account"].search(
    [("account_type", "=", "income")], limit=1
)
if not account_income:
    env["account.chart.template"].try_loading("generic_coa", env.company)


# stock shows timesheets on pages alone; an administrator may open them to programs
env["ir.model.access"].create(
    {
        "name": "Timesheets of the portal",
        "model_id": env["ir.model"]._get_id("account.analytic.line"),
        "group_id": group_portal.id,
        "perm_read": True,
    }
)
provider = env["payment.provider"].create({"name": "Slips", "state": "test"})
method = env["payment.method"].search([], limit=1) or env["payment.method"].create(
    {"name": "Slip", "code": "slip"}
)
PAGE = 81  # documents, one more than a page of a list shows


def partner(name, **values):
    return env["res.partner"].create({"name": name, "email": f"{name}@x.test"} | values)


def user(contact):
    created = env["res.users"].create(
        {
            "partner_id": contact.id,
            "login": contact.email,
            "password": PASSWORD,
            # exporting is an administrator's to grant
            "group_ids": [Command.set((group_portal | group_export).ids)],
        }
    )
    tomorrow = fields.Datetime.now() + timedelta(days=1)
    apikeys_sudo = env["res.users.apikeys"].with_user(created).sudo()
    key = apikeys_sudo._generate("rpc", "matrix", tomorrow)
    return {"login": created.login, "password": PASSWORD, "key": key}


def marker(area, who):
    return f"zz{area}{who}zz"


def sale(customer, text, state):
    order = env["sale.order"].create(
        {
            "name": text,
            "partner_id": customer.id,
            "client_order_ref": text,
            "order_line": [
                Command.create({"product_id": goods.id, "name": text})
                for goods in product | service
            ],
        }
    )
    if state == "sale":
        order.action_confirm()
        # confirming notes what it created; the picking is what we name below
    order.state = state
    return order


def invoice(customer, text, order):
    line = {
        "name": text,
        "price_unit": 10.0,
        "tax_ids": [Command.clear()],
        "sale_line_ids": [Command.set(order.order_line.ids)],
    }
    move = env["account.move"].create(
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


def purchase(vendor, text, state):
    order = env["purchase.order"].create(
        {
            "name": text,
            "partner_id": vendor.id,
            "partner_ref": text,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "name": text, "product_qty": 1}
                )
            ],
        }
    )
    order.state = state
    return order


def project_and_task(customer, who):
    project = env["project.project"].create(
        {
            "name": marker("projects", who),
            "partner_id": customer.id,
            "privacy_visibility": "portal",
            "allow_timesheets": True,
        }
    )
    task = env["project.task"].create(
        {
            "name": marker("tasks", who),
            "project_id": project.id,
            "partner_id": customer.id,
            "description": marker("tasks", who),
            "allocated_hours": 7,
        }
    )
    project.message_subscribe(customer.ids)
    task.message_subscribe(customer.ids)
    # lists name the project of a task only where there are several
    other = project.copy({"name": f"{project.name} too"})
    other_task = task.copy({"name": "Another", "project_id": other.id})
    other.message_subscribe(customer.ids)
    other_task.message_subscribe(customer.ids)
    employee = env["hr.employee"].search([("user_id", "=", env.uid)], limit=1) or env[
        "hr.employee"
    ].create({"name": "Ada", "user_id": env.uid})
    hours = env["account.analytic.line"].create(
        {
            "name": marker("timesheets", who),
            "project_id": project.id,
            "task_id": task.id,
            "employee_id": employee.id,
            "unit_amount": 3.0,
            "partner_id": customer.id,
        }
    )
    return project, task, hours


def contract(customer, text, followers):
    record = env["contract.contract"].create(
        {
            "name": text,
            "partner_id": customer.id,
            "contract_line_fixed_ids": [
                Command.create(
                    {"product_id": product.id, "name": text, "price_unit": 1.0}
                )
            ],
            "modification_ids": [
                Command.create({"date": "2026-01-01", "description": text})
            ],
        }
    )
    record.message_subscribe(followers.ids)
    return record


def documents(customer, who, followers):
    """One document of each area, by area code."""
    order = sale(customer, marker("orders", who), "sale")
    picking = order.picking_ids[:1]
    picking.name = marker("deliveries", who)
    project, task, hours = project_and_task(customer, who)
    task.sale_line_id = order.order_line[-1:]
    ticket = env["helpdesk.ticket"].create(
        {
            "name": marker("tickets", who),
            "description": marker("tickets", who),
            "partner_id": customer.id,
        }
    )
    made = {
        "quotations": sale(customer, marker("quotations", who), "sent"),
        "orders": order,
        "invoices": invoice(customer, marker("invoices", who), order),
        "projects": project,
        "tasks": task,
        "timesheets": hours,
        "rfqs": purchase(customer, marker("rfqs", who), "sent"),
        "purchases": purchase(customer, marker("purchases", who), "purchase"),
        "deliveries": picking,
        "tickets": ticket,
        "contracts": contract(customer, marker("contracts", who), followers),
    }
    fill_a_page(customer, who, made)
    return {code: describe(code, record, who) for code, record in made.items()}


def fill_a_page(customer, who, made):
    """Give lists a second page, with the marker on it too."""
    for code in ("quotations", "orders"):
        values = {"partner_id": customer.id, "name": made[code].name}
        state = made[code].state
        env["sale.order"].create([values] * PAGE).state = state
    ticket = {"partner_id": customer.id, "description": "filler"}
    env["helpdesk.ticket"].create([ticket | {"name": made["tickets"].name}] * PAGE)
    line = {"name": "filler", "price_unit": 1.0, "tax_ids": [Command.clear()]}
    env["account.move"].create(
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


def describe(code, record, who):
    """Give a document a message with a file, and tell the test how to find it all."""
    text = marker(code, who)
    found = {"model": record._name, "id": record.id, "marker": text}
    if "access_token" in record._fields:
        found["token"] = record._portal_ensure_token()
    if hasattr(record, "message_post"):
        file = env["ir.attachment"].create(
            {"name": f"{text}.txt", "raw": text.encode(), "res_model": record._name}
            | {"res_id": record.id}
        )
        file.generate_access_token()
        message = record.message_post(
            body=text,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=followers_of[who].ids,
            attachment_ids=file.ids,
        )
        found |= {
            "message": message.id,
            "file": file.id,
            "file_token": file.access_token,
            "raw_token": file._get_raw_access_token(),
        }
    return found


world, followers_of = {}, {}
for who in ("aa", "bb"):
    company = partner(f"company{who}", is_company=True)
    boss = partner(f"boss{who}", parent_id=company.id)
    assistant = partner(f"assistant{who}", parent_id=boss.id)
    users = {"boss": user(boss), "assistant": user(assistant)}
    followers_of[who] = boss | assistant
    world[who] = {
        "partner": company.id,
        "boss": boss.id,
        "users": users,
        "documents": documents(company, who, boss | assistant),
    }
world["payment"] = {"provider_id": provider.id, "payment_method_id": method.id}
world["areas"] = {area.code: area.id for area in env["portal.area"].search([])}
print("WORLD" + json.dumps(world))
