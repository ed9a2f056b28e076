from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command

# customers that the preview names; the number of all is told
SHOWN = 50


class CustomerGroupAssign(models.TransientModel):
    """Add customers to groups, take them out, and give them what their groups say.

    Groups that are not named here stay as they are. What a group says to new customers
    is given to existing ones only if the user ticks that, after a list of what would
    change. A locked currency or language is left alone, and told.
    """

    _name = "customer.group.assign"
    _description = "Change Customer Groups"

    partner_ids = fields.Many2many(
        "res.partner",
        "customer_group_assign_partner_rel",
        string="Customers",
        required=True,
        default=lambda self: self._default_partner_ids(),
    )
    partner_count = fields.Integer(compute="_compute_partner_count")
    add_group_ids = fields.Many2many(
        "customer.group", "customer_group_assign_add_rel", string="Add to"
    )
    remove_group_ids = fields.Many2many(
        "customer.group", "customer_group_assign_remove_rel", string="Take out of"
    )
    apply_profile = fields.Boolean(
        "Also Apply What the Groups Say",
        help="Give these customers the values that new customers of their groups start "
        "with. Values of the customers are replaced. Portal areas are only switched "
        "off, never on.",
    )
    change_count = fields.Integer(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.model
    def _default_partner_ids(self):
        """The selected customers; of a contact, its customer."""
        if self.env.context.get("active_model") != "res.partner":
            return False
        partners = self.env["res.partner"].browse(self.env.context.get("active_ids"))
        return [Command.set(partners.commercial_partner_id.ids)]

    @api.model
    def _open_with_profile(self, partners):
        """Offer customers what the groups they are in say to new ones.

        :param res.partner partners: the customers
        :return: the dialog, with what would change
        :rtype: dict
        :raise AccessError: the user may not change contacts
        """
        dialog = self.create(
            {"partner_ids": [Command.set(partners.ids)], "apply_profile": True}
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_onboarding.customer_group_assign_action"
        )
        return action | {"res_id": dialog.id}

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for wizard in self:
            wizard.partner_count = len(wizard.partner_ids)

    @api.depends("partner_ids", "add_group_ids", "remove_group_ids", "apply_profile")
    def _compute_preview(self):
        """Show what would change, customer by customer."""
        for wizard in self:
            wizard.preview = wizard.change_count = False
            if wizard.apply_profile:
                changes, locked = wizard._get_profile_changes()
                wizard.change_count = len(changes)
                concerned = [
                    partner
                    for partner in wizard.partner_ids._origin
                    if partner in changes or partner in locked
                ]
                wizard.preview = Markup("").join(
                    wizard._prepare_preview_row(
                        partner, changes.get(partner, {}), locked.get(partner, [])
                    )
                    for partner in concerned[:SHOWN]
                )

    def _prepare_preview_row(self, partner, values, reasons):
        """One customer of the preview: the new values, and why others stay.

        :param res.partner partner: the customer
        :param dict values: as ``write`` takes them
        :param list[str] reasons: sentences
        :rtype: Markup
        """
        empty = self.env._("empty")
        texts = [
            self.env._(
                "%(field)s: %(old)s → %(new)s",
                field=partner._fields[name]._description_string(self.env),
                old=self._display(partner, name, partner[name]) or empty,
                new=self._display(partner, name, value) or empty,
            )
            for name, value in values.items()
        ]
        return Markup("<div><strong>%s</strong><ul>%s</ul></div>") % (
            partner.display_name,
            Markup("").join(Markup("<li>%s</li>") % text for text in texts + reasons),
        )

    def _display(self, partner, name, value):
        """A value of a field as users read it.

        :param res.partner partner: any
        :param str name: the field
        :param value: of the field, or as ``write`` takes it
        :rtype: str
        """
        field = partner._fields[name]
        if field.type == "many2many":
            records = partner.env[field.comodel_name].browse(
                value[0][2] if isinstance(value, list) else value.ids
            )
            return ", ".join(records.sudo().mapped("display_name"))
        if field.type == "many2one":
            record = partner.env[field.comodel_name].browse(
                value if isinstance(value, int) else value.ids
            )
            return record.sudo().display_name or ""
        labels = dict(field._description_selection(self.env))
        return labels.get(value, "")

    def _get_groups_after(self, partner):
        """The groups of a customer once this is applied.

        :rtype: customer.group
        """
        kept = partner.customer_group_ids - self.remove_group_ids._origin
        return kept | self.add_group_ids._origin

    def _get_profile_changes(self):
        """What the groups say that the customers do not have.

        :return: ``{customer: values}`` as ``write`` takes them, and
            ``{customer: [sentence]}`` for what is locked
        :rtype: tuple[dict, dict]
        """
        self.ensure_one()
        partners = self.partner_ids._origin
        profiles, changes, locked = {}, {}, defaultdict(list)
        reasons = {
            "lang": partners._get_language_lock_reasons(),
            "property_sale_currency_id": partners._get_currency_lock_reasons(),
        }
        for partner in partners:
            groups = self._get_groups_after(partner)
            if groups not in profiles:
                profiles[groups] = self._get_values_of_groups(groups)
            values = {}
            for name, value in profiles[groups].items():
                field = partner._fields[name]
                if name == "portal_off_area_ids":
                    off = partner.portal_off_area_ids
                    value = [Command.set(sorted({*off.ids, *value}))]
                    differs = len(off) != len(value[0][2])
                else:
                    differs = value != field.convert_to_write(partner[name], partner)
                if differs and (reason := reasons.get(name, {}).get(partner.id)):
                    locked[partner].append(reason)
                elif differs:
                    values[name] = value
            if partner.id in reasons["property_sale_currency_id"]:
                self._drop_other_pricelist(partner, values)
            if values:
                changes[partner] = values
        return changes, locked

    def _drop_other_pricelist(self, partner, values):
        """Keep a pricelist from a customer whose currency is locked in another one.

        :param res.partner partner: the customer
        :param dict values: for ``write``; changed in place
        """
        pricelist_id = values.get("property_product_pricelist")
        pricelist_sudo = self.env["product.pricelist"].sudo().browse(pricelist_id)
        if pricelist_id and (
            pricelist_sudo.currency_id != partner._get_customer_currency()
        ):
            values.pop("property_product_pricelist")

    def _get_values_of_groups(self, groups):
        """What groups say, by the field of the customer.

        :param customer.group groups: of a customer
        :rtype: dict
        """
        values = {name: value for name, (value, __) in groups._get_profile().items()}
        if currency := groups._get_first("sale_currency_id").sale_currency_id:
            values = {"property_sale_currency_id": currency.id, **values}
        if areas := groups._get_off_areas():
            values["portal_off_area_ids"] = areas.ids
        return values

    def action_apply(self):
        """Change the groups, and the values if the box is ticked.

        :return: notification with the numbers
        :rtype: dict
        :raise AccessError: the user may not change contacts
        """
        self.ensure_one()
        self.check_access("write")
        changes, locked = (
            self._get_profile_changes() if self.apply_profile else ({}, {})
        )
        self.partner_ids.write(
            {
                "customer_group_ids": [
                    *(Command.unlink(group.id) for group in self.remove_group_ids),
                    *(Command.link(group.id) for group in self.add_group_ids),
                ]
            }
        )
        alike = defaultdict(self.env["res.partner"].browse)
        for partner, values in changes.items():
            alike[repr(sorted(values.items()))] |= partner
        for partners in alike.values():
            partners.write(changes[partners[0]])
        return self._prepare_notification(len(changes), len(locked))

    def _prepare_notification(self, changed, locked):
        """Tell how many customers were changed.

        :param int changed: customers that got other values
        :param int locked: customers with a value that could not be changed
        :rtype: dict
        """
        texts = [self.env._("%s customers were updated.", len(self.partner_ids))]
        if self.apply_profile:
            texts.append(self.env._("%s of them got values of their groups.", changed))
        if locked:
            texts.append(
                self.env._("%s keep a currency or language that is locked.", locked)
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if locked else "success",
                "message": " ".join(texts),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
