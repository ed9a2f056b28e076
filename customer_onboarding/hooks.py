# demo records that others point at and that refuse to be deleted
LEFT_BEHIND = (
    "account.move",
    "product.pricelist",
    "product.product",
    "product.template",
    "res.partner",
    "sale.order",
)


def uninstall_hook(env):
    """Leave the demo customers and their documents behind, as real ones are.

    Odoo would try to delete them, and posted invoices refuse: half of the records
    would go, with an error in the log for each of the others. Demo users and rates
    do go, so that a later installation can create them again.
    """
    env["ir.model.data"].search(
        [
            ("module", "=", "customer_onboarding"),
            ("name", "=like", r"demo\_%"),
            ("model", "in", LEFT_BEHIND),
        ]
    ).unlink()
