"""A shop in dollars with customers in euros, for the tests beside Odoo's website.

Run inside an Odoo shell (`Server.shell`).
"""

from odoo import fields
from odoo.fields import Command

PASSWORD = "a good Passw0rd"
env = globals()["env"]  # given by the shell
env = env(context=dict(env.context, no_reset_password=True, tracking_disable=True))
usd, eur = env.ref("base.USD"), env.ref("base.EUR")
today = fields.Date.today()


def customer(name, currency):
    """A customer with a portal user, and with an address that the checkout takes."""
    partner = env["res.partner"].create(
        {
            "name": name,
            "email": f"{name}@example.com",
            "phone": "+32 2 123 45 67",
            "street": "1 Long Street",
            "city": "Namur",
            "zip": "5000",
            "country_id": env.ref("base.be").id,
            "property_sale_currency_id": currency and currency.id,
        }
    )
    env["res.users"].create(
        {
            "partner_id": partner.id,
            "login": name,
            "password": PASSWORD,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )


assert env.company.currency_id == usd
eur.active = True
for days_ago, rate in ((40, 0.5), (0, 0.9137)):
    env["res.currency.rate"].create(
        {
            "name": fields.Date.subtract(today, days=days_ago),
            "currency_id": eur.id,
            "rate": rate,
        }
    )
# a service: nothing to deliver
product = env["product.template"].create(
    {
        "name": "Survey",
        "type": "service",
        "list_price": 123.45,
        "taxes_id": [Command.clear()],
        "is_published": True,
    }
)
provider = env.ref("payment.payment_provider_transfer")
provider.write({"state": "enabled", "is_published": True})
provider._transfer_ensure_pending_msg_is_set()
for name, currency in (("euro", eur), ("guest", eur), ("plain", None)):
    customer(name, currency)
print(f"SHOP{product.id} /shop/{env['ir.http']._slug(product)}")
