from odoo.tools import SQL

from .models.group.account_move import INVOICE_MONTHS

# demo records that others point at and that refuse to be deleted
LEFT_BEHIND = (
    "account.move",
    "product.pricelist",
    "product.product",
    "product.template",
    "res.partner",
    "sale.order",
)


def post_init_hook(env):
    """Note where the customers stand who had portal users before; tick the boxes."""
    _tick_boxes(env)
    users = env["res.users"].with_context(active_test=False)
    users.search([("share", "=", True)]).partner_id._update_portal_access_state()


def _tick_boxes(env):
    """Grant access and send welcome mails by default, where mails can leave.

    At the installation alone: an upgrade changes nobody's choice. Without an outgoing
    mail server, the boxes stay off, because every welcome mail would fail.
    """
    if env["ir.mail_server"].search_count([], limit=1):
        env["res.company"].search([]).write(
            {
                "customer_grant_access_default": True,
                "customer_send_welcome_default": True,
            }
        )


def uninstall_hook(env):
    """Leave the demo customers and their documents behind, as real ones are.

    Odoo would try to delete them, and posted invoices refuse: half of the records
    would go, with an error in the log for each of the others. Demo users and rates
    do go, so that a later installation can create them again.

    Odoo drops our indexes itself, and does not know the statistics on invoices.
    """
    env["ir.model.data"].search(
        [
            ("module", "=", "customer_onboarding"),
            ("name", "=like", r"demo\_%"),
            ("model", "in", LEFT_BEHIND),
        ]
    ).unlink()
    env.cr.execute(SQL("DROP STATISTICS IF EXISTS %s", SQL.identifier(INVOICE_MONTHS)))
