"""Programs may call every public method: the table says what each tells to whom."""

import ast
from pathlib import Path

from odoo.addons.auth_signup.models.res_partner import SignupError
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ..common import OnboardingCommon

ADDONS = Path(__file__).parents[3]
# Answers in a request of the web client alone, so it is asked over HTTP: see
# tests/form/test_quick_insert.py
BY_HTTP = {"ir.http.session_info"}
# Odoo's AccessError among them
REFUSALS = (UserError, SignupError)
REFUSED = "refused"
NOTHING = "nothing"  # an answer that is empty
VALUES = "values"  # of a record that this user may read

# What a portal user, a visitor and an employee without any further right are told.
# The employee's answer may also be the model that an action opens.
TABLE = {
    "account.move.copy_data": (REFUSED, REFUSED, REFUSED),
    "account.move.write": (REFUSED, REFUSED, REFUSED),
    "base.copy_data": (REFUSED, REFUSED, REFUSED),
    "base.export_data": (REFUSED, REFUSED, REFUSED),
    "customer.background.job.action_continue": (REFUSED, REFUSED, REFUSED),
    "customer.background.job.action_stop": (REFUSED, REFUSED, REFUSED),
    "customer.currency.continue.action_continue": (REFUSED, REFUSED, REFUSED),
    "customer.currency.continue.action_open_sibling": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.action_print": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.action_translate_lines": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.default_get": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.get_print_dialog": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.job.print_part": (REFUSED, REFUSED, REFUSED),
    "customer.document.print.job.start": (REFUSED, REFUSED, NOTHING),
    "customer.group.action_apply_profile": (REFUSED, REFUSED, REFUSED),
    "customer.group.action_set_permissions": (REFUSED, REFUSED, REFUSED),
    "customer.group.action_view_value": (REFUSED, REFUSED, REFUSED),
    "customer.group.action_view_customers": (REFUSED, REFUSED, "res.partner"),
    "customer.group.assign.action_apply": (REFUSED, REFUSED, REFUSED),
    "customer.group.report.action_open_document": (REFUSED, REFUSED, REFUSED),
    "customer.group.value.print.action_print": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.action_copy_link": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.action_open_contact": (REFUSED, REFUSED, "res.partner"),
    "customer.invitation.action_resend": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.action_revoke_access": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.create": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.unlink": (REFUSED, REFUSED, REFUSED),
    "customer.invitation.write": (REFUSED, REFUSED, REFUSED),
    "customer.mail.preview.action_send_test": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_cancel": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_check": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_import": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_pause": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_retry": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_start": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.batch.action_view_rows": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.row.action_open_duplicate": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.row.action_use_duplicate": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.row.create": (REFUSED, REFUSED, REFUSED),
    # the address of a file that says nothing of anybody
    "customer.onboarding.row.get_import_templates": (VALUES, VALUES, VALUES),
    "customer.onboarding.row.write": (REFUSED, REFUSED, REFUSED),
    "customer.permission.assign.action_apply": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.policy.action_save": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.policy.create": (REFUSED, REFUSED, REFUSED),
    "customer.onboarding.policy.write": (REFUSED, REFUSED, REFUSED),
    "customer.policy.mixin.action_open_welcome_template": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    "customer.transaction.mixin.copy": (REFUSED, REFUSED, REFUSED),
    "customer.transaction.mixin.create": (REFUSED, REFUSED, REFUSED),
    "customer.transaction.mixin.unlink": (REFUSED, REFUSED, REFUSED),
    "customer.transaction.mixin.write": (REFUSED, REFUSED, REFUSED),
    # Odoo's own: the actions of a model's lists, as its views bring them
    "ir.actions.actions.get_bindings": (VALUES, VALUES, VALUES),
    # Odoo's own: the action of a report, which staff may read
    "ir.actions.report.report_action": (REFUSED, REFUSED, VALUES),
    "onboarding.onboarding.action_close_customer_panel": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    # an employee is told which right is missing
    "onboarding.onboarding.get_customer_panel": (REFUSED, REFUSED, VALUES),
    "onboarding.onboarding.step.action_open_customer_areas": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    "onboarding.onboarding.step.action_open_customer_defaults": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    "onboarding.onboarding.step.action_open_customer_new": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    "onboarding.onboarding.step.action_open_customer_template": (
        *(REFUSED, REFUSED, REFUSED),
    ),
    "portal.area.action_propose_pages": (REFUSED, REFUSED, REFUSED),
    "portal.area.cache.mixin.create": (REFUSED, REFUSED, REFUSED),
    "portal.area.cache.mixin.unlink": (REFUSED, REFUSED, REFUSED),
    "portal.area.cache.mixin.write": (REFUSED, REFUSED, REFUSED),
    "portal.area.proposal.action_add": (REFUSED, REFUSED, REFUSED),
    "portal.preview.action_open_documents": (REFUSED, REFUSED, REFUSED),
    "res.company.create": (REFUSED, REFUSED, REFUSED),
    "res.company.write": (REFUSED, REFUSED, REFUSED),
    "res.config.settings.set_values": (REFUSED, REFUSED, REFUSED),
    "res.currency.write": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_approve_signup": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_compare_customer_groups": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_continue_currency": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_grant_portal_access": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_invite": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_link_signup": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_lock_language": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_onboard_many": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_open_signup_duplicate": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_preview_portal": (REFUSED, REFUSED, "portal.preview"),
    "res.partner.action_refuse_signup": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_revoke_portal_access": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_rotate_document_links": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_send_welcome_mail": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_undo_invitation": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_unlock_language": (REFUSED, REFUSED, REFUSED),
    # an employee may read customers, and so the list of one's others
    "res.partner.action_view_currency_siblings": (REFUSED, REFUSED, "res.partner"),
    "res.partner.action_view_currency_transactions": (REFUSED, REFUSED, REFUSED),
    "res.partner.action_view_invitations": (REFUSED, REFUSED, "customer.invitation"),
    "res.partner.create": (REFUSED, REFUSED, REFUSED),
    # Odoo's own: what fields there are, as far as each may read them
    "res.partner.default_get": (NOTHING, NOTHING, VALUES),
    "res.partner.fields_get": (VALUES, VALUES, VALUES),
    "res.partner.get_customer_value": (REFUSED, REFUSED, REFUSED),
    "res.partner.get_onboarding_notice": (REFUSED, REFUSED, VALUES),
    "res.partner.write": (REFUSED, REFUSED, REFUSED),
    "res.users.copy_data": (REFUSED, REFUSED, VALUES),
    "res.users.create": (REFUSED, REFUSED, REFUSED),
    # Odoo finds users of the caller alone, and says so by an exception of its own
    "res.users.reset_password": (REFUSED, REFUSED, REFUSED),
    "res.users.log.create": (REFUSED, REFUSED, REFUSED),
    "res.users.signup": (REFUSED, REFUSED, REFUSED),
    "res.users.unlink": (REFUSED, REFUSED, REFUSED),
    "res.users.write": (REFUSED, REFUSED, REFUSED),
    "sale.order.write": (REFUSED, REFUSED, REFUSED),
    # Odoo's own, which our glue for its shop narrows: pricelists of the shop
    "website.get_pricelist_available": (VALUES, VALUES, VALUES),
}


def list_public_methods():
    """The public methods in all our addons, as their sources say.

    :return: names as in TABLE: a model that is defined or extended, and the method
    :rtype: set[str]
    """
    found = set()
    for path in ADDONS.glob("customer_onboarding*/**/*.py"):
        if {"tests", "controllers"}.isdisjoint(path.relative_to(ADDONS).parts):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef) and (model := _model_of(node)):
                    found |= {f"{model}.{name}" for name in _public_names(node)}
    return found


def _model_of(node):
    """The technical name of the model that a class defines or extends, if any."""
    values = {
        target.id: statement.value.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    return values.get("_name") or values.get("_inherit")


def _public_names(node):
    """The methods of a class that programs may call."""
    for function in node.body:
        if isinstance(function, ast.FunctionDef) and function.name[0] != "_":
            decorators = {ast.unparse(one) for one in function.decorator_list}
            if decorators.isdisjoint({"api.private", "property"}):
                yield function.name


@tagged("post_install", "-at_install")
class TestPublicMethods(OnboardingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(is_company=False)
        cls.portal = cls.make_portal_user(cls.customer)
        cls.employee = new_test_user(cls.env, "plain", "base.group_user")
        cls.public = cls.env.ref("base.public_user").sudo()
        cls.invoice = cls.make_invoice(cls.customer)
        cls.order = cls.make_order(cls.customer)
        cls.area_orders.off_by_default = True
        cls.calls = cls.make_calls()

    @classmethod
    def make_calls(cls):
        """Sensible arguments for each method: a model, and what a client sends."""
        partner, users = ("res.partner", cls.customer.ids), cls.employee.ids
        areas = "portal.area", cls.area_invoices.ids
        new_area = {"name": "Sly", "code": "sly"}
        report = "account.report_invoice"
        printing = cls.env["customer.document.print"].with_context(
            active_model="account.move", active_ids=cls.invoice.ids
        )
        dialog = "customer.document.print", printing.create({}).ids
        job = cls.env["customer.document.print.job"].create(
            {
                "report_id": cls.env.ref("account.account_invoices").id,
                "res_ids": cls.invoice.ids,
                "print_context": {"customer_document_staff_print": True},
            }
        )
        line = cls.env["portal.preview"]._create_for(cls.customer)[0]
        proposal = cls.env["portal.area.proposal"].sudo()._create_for(cls.area_orders)
        invitation = cls.env["customer.invitation"]._invite(cls.customer)
        group = cls.env["customer.group"].create({"name": "Wholesale"})
        report_row = cls.env["customer.group.report"].search(
            [("move_id", "=", cls.invoice.id)]
        )
        sheet = cls.env["customer.group.value.print"].create({})
        assign = cls.env["customer.group.assign"].create(
            {"partner_ids": cls.customer.ids, "add_group_ids": group.ids}
        )
        permissions = cls.env["customer.permission.assign"].create(
            {"partner_ids": cls.customer.ids, "off_area_ids": areas[1]}
        )
        currency = cls.env["customer.currency.continue"].create(
            {"partner_id": cls.customer.id, "currency_id": cls.gbp.id}
        )
        settings = "res.config.settings", []
        policy = cls.env["customer.onboarding.policy"].sudo().create({})
        preview = cls.env["customer.mail.preview"].sudo().create({})
        order = "sale.order", cls.order.ids
        batch = cls.env["customer.onboarding.batch"].create({})
        rows = batch.row_ids.create([{"batch_id": batch.id, "name": "Sly"}])
        background = cls.env["customer.background.job"]._start(
            "rotate_links", "Rotate Links", cls.customer.ids, 1
        )
        reports = cls.env.ref("account.account_invoices")
        return {
            "account.move.copy_data": ("account.move", cls.invoice.ids, {}),
            "account.move.write": ("account.move", cls.invoice.ids, {"ref": "Sly"}),
            "base.copy_data": (*order, {}),
            "base.export_data": (*order, ["name"]),
            "customer.background.job.action_continue": (
                *(background._name, background.ids),
            ),
            "customer.background.job.action_stop": (background._name, background.ids),
            "customer.currency.continue.action_continue": (
                *(currency._name, currency.ids),
            ),
            "customer.currency.continue.action_open_sibling": (
                *(currency._name, currency.ids),
            ),
            "customer.document.print.action_print": dialog,
            "customer.document.print.action_translate_lines": dialog,
            "customer.document.print.default_get": (dialog[0], ["res_ids"]),
            "customer.document.print.get_print_dialog": (
                *(dialog[0], report, cls.invoice.ids),
            ),
            "customer.document.print.job.print_part": (job._name, job.ids),
            "customer.document.print.job.start": (job._name, report, cls.invoice.ids),
            "customer.group.action_apply_profile": (group._name, group.ids),
            "customer.group.action_set_permissions": (group._name, group.ids),
            "customer.group.assign.action_apply": (assign._name, assign.ids),
            "customer.group.action_view_value": (group._name, group.ids),
            "customer.group.action_view_customers": (group._name, group.ids),
            "customer.group.report.action_open_document": (
                report_row._name,
                report_row.ids,
            ),
            "customer.group.value.print.action_print": (sheet._name, sheet.ids),
            "customer.invitation.create": (
                *(invitation._name, [{"partner_id": cls.customer.id, "email": "x"}]),
            ),
            "customer.invitation.unlink": (invitation._name, invitation.ids),
            "customer.invitation.write": (
                *(invitation._name, invitation.ids, {"end_reason": "revoked"}),
            ),
            "customer.mail.preview.action_send_test": (
                *("customer.mail.preview", preview.ids),
            ),
            "customer.onboarding.row.create": (
                *(rows._name, [{"batch_id": batch.id, "name": "Sly"}]),
            ),
            "customer.onboarding.row.get_import_templates": (rows._name,),
            "customer.onboarding.row.write": (rows._name, rows.ids, {"name": "Sly"}),
            "customer.permission.assign.action_apply": (
                *(permissions._name, permissions.ids),
            ),
            "customer.onboarding.policy.action_save": (policy._name, policy.ids),
            "customer.onboarding.policy.create": (
                *(policy._name, [{"customer_reminder": True}]),
            ),
            "customer.onboarding.policy.write": (
                *(policy._name, policy.ids, {"customer_reminder": True}),
            ),
            "customer.policy.mixin.action_open_welcome_template": (
                *(policy._name, policy.ids),
            ),
            "customer.transaction.mixin.copy": order,
            "customer.transaction.mixin.create": (
                *("sale.order", [{"partner_id": cls.customer.id}]),
            ),
            "customer.transaction.mixin.unlink": order,
            "customer.transaction.mixin.write": (*order, {"note": "Sly"}),
            "ir.actions.actions.get_bindings": ("ir.actions.actions", "res.partner"),
            "ir.actions.report.report_action": (
                *(reports._name, reports.ids, cls.invoice.ids),
            ),
            "portal.area.cache.mixin.create": (areas[0], [new_area]),
            "portal.area.cache.mixin.unlink": areas,
            "portal.area.cache.mixin.write": (*areas, {"active": False}),
            "portal.area.action_propose_pages": areas,
            "portal.area.proposal.action_add": (proposal._name, proposal.ids),
            "portal.preview.action_open_documents": (line._name, line.ids),
            "res.company.create": ("res.company", [{"name": "Sly"}]),
            "res.company.write": ("res.company", cls.company.ids, {"name": "Sly"}),
            "res.config.settings.set_values": settings,
            "res.currency.write": ("res.currency", cls.gbp.ids, {"active": False}),
            "res.partner.create": ("res.partner", [{"name": "Sly"}]),
            "res.partner.default_get": (
                *("res.partner", ["portal_off_area_ids", "send_welcome_mail"]),
            ),
            "res.partner.fields_get": ("res.partner",),
            "res.partner.get_customer_value": partner,
            "res.partner.get_onboarding_notice": partner,
            "res.partner.write": (*partner, {"name": "Sly"}),
            "res.users.copy_data": ("res.users", users),
            "res.users.reset_password": ("res.users", cls.employee.login),
            "res.users.create": ("res.users", [{"name": "Sly", "login": "sly"}]),
            "res.users.signup": ("res.users", {"login": "sly", "name": "Sly"}),
            "res.users.log.create": ("res.users.log", [{}]),
            "res.users.unlink": ("res.users", users),
            "res.users.write": ("res.users", users, {"login": "sly"}),
            "sale.order.write": (*order, {"pricelist_id": False}),
            "website.get_pricelist_available": ("website", [1]),
            **{
                name: (name.rpartition(".")[0],)
                for name in TABLE
                if name.startswith("onboarding.onboarding.")
            },
            **{
                name: (batch._name, batch.ids)
                for name in TABLE
                if name.startswith("customer.onboarding.batch.action_")
            },
            **{
                name: (rows._name, rows.ids)
                for name in TABLE
                if name.startswith("customer.onboarding.row.action_")
            },
            **{
                name: (invitation._name, invitation.ids)
                for name in TABLE
                if name.startswith("customer.invitation.action_")
            },
        } | {name: partner for name in TABLE if name.startswith("res.partner.action_")}

    def test_the_table_is_complete(self):
        self.assertEqual(
            list_public_methods() - BY_HTTP,
            set(TABLE),
            "name a method with _, mark it @api.private, or say here whom it may tell "
            "what",
        )
        self.assertEqual(set(TABLE), set(self.calls))

    def test_who_is_told_what(self):
        for name, expected in TABLE.items():
            if self.calls[name][0] not in self.env:
                continue  # an app that is not installed here
            for who, told in zip(
                (self.portal, self.public, self.employee), expected, strict=True
            ):
                with self.subTest(name, who=who.login), self.rolled_back():
                    self.assertEqual(self.ask(name, who), told)

    def ask(self, name, user):
        """Call a method as a program does; the answer in the words of TABLE."""
        model, *args = self.calls[name]
        context = {"active_model": "account.move", "active_ids": self.invoice.ids}
        records = self.env[model].with_user(user).with_context(**context)
        self.env.invalidate_all()
        try:
            answer = call_kw(records, name.rpartition(".")[2], args, {})
            self.env.flush_all()
        except REFUSALS:
            return REFUSED
        except Exception as error:
            # Odoo's reset_password raises no class of its own
            if type(error) is not Exception:
                raise
            return REFUSED
        if isinstance(answer, dict) and "res_model" in answer:
            return answer["res_model"]
        return VALUES if answer else NOTHING

    def test_customers_are_told_of_no_hidden_document(self):
        """Not even of their own, whose part of the portal is switched off."""
        self.customer.portal_off_area_ids = self.area_invoices
        name = "res.partner.action_view_currency_transactions"
        self.assertEqual(self.ask(name, self.portal), REFUSED)
        staff = new_test_user(self.env, "books", "account.group_account_invoice")
        action = call_kw(
            self.env["res.partner"].with_user(staff),
            "action_view_currency_transactions",
            [self.customer.ids],
            {},
        )
        self.assertEqual(action["domain"], [("id", "in", self.invoice.ids)])

    def test_a_new_form_tells_nobody_in_the_portal_how_it_begins(self):
        names = ["portal_off_area_ids", "send_welcome_mail"]
        for user, told in (
            (self.portal, []),
            (self.public, []),
            (self.employee, names),
        ):
            with self.subTest(user.login):
                partners = self.env["res.partner"].with_user(user)
                form = partners.with_context(new_customer_form=True)
                self.assertEqual(sorted(form.default_get(names)), told)

    def test_staff_s_own_fields_are_not_searched(self):
        """Odoo asks a stored field's groups; a search method has to ask itself."""
        for model in self.env.values():
            for field in self._get_staff_fields(model):
                with self.subTest(str(field)):
                    asked = [(field.name, "in", [self._get_sample(field)])]
                    self.env[model._name].search(asked, limit=1)
                    for user in self.portal, self.public:
                        with self.assertRaises(UserError):
                            self.env[model._name].with_user(user).search(asked)

    def _get_staff_fields(self, model):
        """Our fields with groups that can be searched, stored or by a method."""
        return [
            field
            for field in model._fields.values()
            if field.groups
            and (field.store or field.search)
            and not field.related
            and not model._abstract
            and (field.relational or field.type in ("selection", "char", "text"))
            and (field._module or "").startswith("customer_onboarding")
        ]

    def _get_sample(self, field):
        if field.type == "selection":
            return field.get_values(self.env)[0]
        return 1 if field.relational else "x"

    def test_there_are_such_fields(self):
        names = {
            str(field)
            for model in self.env.values()
            for field in self._get_staff_fields(model)
        }
        self.assertIn("res.partner.portal_access_state", names)

    def test_searching_by_access_state(self):
        """The oracle itself: customers found by whether colleagues have signed in."""
        colleague = self.make_customer("Robin", parent_id=self.customer.id)
        asked = [("portal_access_state", "=", "none"), ("id", "=", colleague.id)]
        self.assertEqual(self.env["res.partner"].search(asked), colleague)
        self.portal.group_ids = [Command.set(self.env.ref("base.group_portal").ids)]
        with self.assertRaises(UserError):
            self.env["res.partner"].with_user(self.portal).search(asked)
