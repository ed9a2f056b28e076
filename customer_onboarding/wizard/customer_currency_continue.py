from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

# children of these types are addresses, and go along in any case
ADDRESS_TYPES = ("invoice", "delivery")


class CustomerCurrencyContinue(models.TransientModel):
    """Continue a customer whose currency is locked, as a second one in another.

    Documents stay with the first customer, drafts included, because their amounts are
    in its currency. The second starts with a copy of all that Odoo copies of a contact,
    but no pricelist, which would be in the former currency. In other companies it has
    their currency, until somebody there chooses one.
    """

    _name = "customer.currency.continue"
    _description = "Continue in Another Currency"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    former_currency_id = fields.Many2one(
        "res.currency", string="Currency so Far", compute="_compute_former_currency_id"
    )
    currency_id = fields.Many2one(
        "res.currency",
        string="New Currency",
        required=True,
        domain="[('id', '!=', former_currency_id)]",
        help="Currency of the new customer's invoices and quotations in this company.",
    )
    # required in the form alone, because Odoo computes it once the record is stored
    name = fields.Char("New Name", compute="_compute_name", store=True, readonly=False)
    sibling_id = fields.Many2one(
        "res.partner",
        compute="_compute_sibling_id",
        help="The same customer in the new currency, if there is one already.",
    )
    has_contacts = fields.Boolean(compute="_compute_has_contacts")
    contact_ids = fields.Many2many(
        "res.partner",
        "customer_currency_continue_contact_rel",
        string="Contacts",
        compute="_compute_contact_ids",
        store=True,
        readonly=False,
        domain="[('commercial_partner_id', '=', partner_id), "
        "('id', '!=', partner_id), ('type', 'not in', ['invoice', 'delivery'])]",
        help="Contacts of the new customer. Billing and shipping addresses are always "
        "copied.",
    )
    contact_mode = fields.Selection(
        [
            ("copy", "Copy them, without portal accounts"),
            ("move", "Move them, with their portal accounts"),
        ],
        string="Contacts Are",
        required=True,
        default="copy",
        help="A portal account belongs to one contact. Copied contacts have none. Only "
        "contacts without invoices, quotations, orders and payments can be moved.",
    )
    archive_former = fields.Boolean(
        "Archive the Former Customer",
        help="Its documents stay. It is no longer offered for new ones.",
    )

    @api.depends("partner_id")
    def _compute_former_currency_id(self):
        for wizard in self:
            wizard.former_currency_id = (
                wizard.partner_id and wizard.partner_id._get_customer_currency()
            )

    @api.depends("partner_id", "currency_id")
    def _compute_name(self):
        """Propose the customer's name with the currency behind it."""
        for wizard in self:
            name = wizard.partner_id.name
            if name and wizard.currency_id:
                name = f"{name} ({wizard.currency_id.name})"
            wizard.name = name

    @api.depends("partner_id")
    def _compute_contact_ids(self):
        """Propose to take all contacts along."""
        for wizard in self:
            wizard.contact_ids = wizard._get_contacts()

    @api.depends("partner_id")
    def _compute_has_contacts(self):
        for wizard in self:
            wizard.has_contacts = bool(wizard._get_contacts())

    @api.depends("partner_id", "currency_id")
    def _compute_sibling_id(self):
        for wizard in self:
            wizard.sibling_id = wizard._find_sibling()

    def _find_sibling(self):
        """The same customer in the currency that was chosen, if there is one.

        :rtype: res.partner (empty or one; archived ones as well)
        """
        self.ensure_one()
        currency = self.currency_id
        if not currency:
            return self.env["res.partner"]
        return self.partner_id._origin.currency_sibling_ids.filtered(
            lambda sibling: sibling._get_customer_currency() == currency
        )[:1]

    def _get_contacts(self):
        """The active contacts of the customer, at any depth, without its addresses.

        :rtype: res.partner
        """
        self.ensure_one()
        return self._search_children([("type", "not in", ADDRESS_TYPES)])

    def _get_addresses(self):
        """The active billing and shipping addresses of the customer.

        :rtype: res.partner
        """
        self.ensure_one()
        return self._search_children([("type", "in", ADDRESS_TYPES)])

    def _search_children(self, domain):
        customer = self.partner_id._origin
        if not customer:
            return customer
        children = Domain(
            [
                ("commercial_partner_id", "=", customer.id),
                ("id", "!=", customer.id),
            ]
        )
        return customer.search(children & Domain(domain), order="id")

    # -------------------------------------------------------------------- actions
    def action_open_sibling(self):
        """Open the customer that exists in the new currency already.

        For those who may create customers: nobody else has the dialog.

        :rtype: dict
        :raise AccessError: the user may not use the dialog, or not read the customer
        """
        self.ensure_one()
        self.check_access("read")
        self.sibling_id.check_access("read")
        return self.sibling_id.get_formview_action()

    def action_continue(self):
        """Create the customer in the new currency, and open it.

        For those who may create customers.

        :return: notification, and the new customer's form
        :rtype: dict
        :raise AccessError: the user may not create customers, or not read this one
        :raise UserError: the currency is not locked, the customer exists in the new
            currency already, or a contact or the archiving is refused
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.partner_id
        customer._check_may_continue_currency()
        # because a second click at the same moment must see the first one's customer
        self.env["customer.currency.lock"].sudo()._lock_by_update(
            {(customer.id, self.env.company.id)}
        )
        self._check_continuing()
        new = self._create_sibling()
        if self.archive_former:
            self._archive_former()
        self._note_in_chatter(new)
        notice = new._prepare_notice(
            "success",
            self.env._(
                "%(new)s continues %(former)s in %(currency)s.",
                new=new.complete_name,
                former=customer.complete_name,
                currency=self.currency_id.name,
            ),
        )
        notice["params"]["next"] = new.get_formview_action()
        return notice

    def _check_continuing(self):
        """Refuse what the dialog does not offer; programs may ask for it.

        :raise UserError: saying what to do
        """
        customer = self.partner_id
        if customer != customer.commercial_partner_id:
            raise UserError(
                self.env._(
                    "%(contact)s is a contact: continue its customer %(customer)s "
                    "instead.",
                    contact=customer.display_name,
                    customer=customer.commercial_partner_id.display_name,
                )
            )
        if self.currency_id == self.former_currency_id:
            raise UserError(
                self.env._(
                    "%(customer)s is in %(currency)s already. Choose another currency.",
                    customer=customer.complete_name,
                    currency=self.currency_id.name,
                )
            )
        if sibling := self._find_sibling():
            raise UserError(
                self.env._(
                    "%(customer)s is in %(currency)s already, as %(sibling)s. Open "
                    "that customer, or choose another currency.",
                    customer=customer.complete_name,
                    currency=self.currency_id.name,
                    sibling=sibling.complete_name,
                )
            )
        if not (self.name or "").strip():
            raise UserError(self.env._("Enter a name for the new customer."))
        if foreign := self.contact_ids - self._get_contacts():
            raise UserError(
                self.env._(
                    "%(contact)s is no contact of %(customer)s. Leave it out.",
                    contact=foreign[0].display_name,
                    customer=customer.complete_name,
                )
            )

    def _create_sibling(self):
        """Create the new customer, its addresses and contacts.

        :rtype: res.partner
        """
        customer = self.partner_id
        new = customer.create(self._prepare_sibling_vals())
        copied = self._get_addresses()
        if self.contact_mode == "move":
            self._move_contacts(new)
        else:
            copied |= self.contact_ids
        self._copy_children(copied, new)
        return new

    def _prepare_sibling_vals(self):
        """Hook: the values of the new customer.

        :return: what Odoo copies of a contact, changed where the currency matters
        :rtype: dict
        """
        customer = self.partner_id
        [vals] = self._copy_data(customer)
        # Odoo copies no field that has a value for each company
        for name in self._get_copied_company_fields():
            if customer._has_field_access(customer._fields[name], "read"):
                field = customer._fields[name]
                vals[name] = field.convert_to_write(customer[name], customer)
        return vals | {
            "name": self.name,
            "property_sale_currency_id": self.currency_id.id,
            "specific_property_product_pricelist": False,
            "currency_origin_id": (customer.currency_origin_id or customer).id,
            "customer_rank": 1,
        }

    @api.model
    def _get_copied_company_fields(self):
        """Hook: fields with a value for each company that are copied, of this company.

        None that may be bound to a currency: no pricelist, account or journal.

        :return: names of fields of ``res.partner``
        :rtype: list[str]
        """
        names = (
            "property_payment_term_id",
            "property_account_position_id",
            "invoice_sending_method",
            "invoice_edi_format_store",
            "invoice_template_pdf_report_id",
        )
        return [name for name in names if name in self.env["res.partner"]._fields]

    @api.model
    def _copy_data(self, partners):
        """The values of copies with the same names, as far as the user may read them.

        :rtype: list[dict]
        """
        # Odoo would read these all the same, and refuse
        hidden = [
            name
            for name, field in partners._fields.items()
            if field.copy and not partners._has_field_access(field, "read")
        ]
        vals_list = partners.copy_data(dict.fromkeys(hidden, False))
        for partner, vals in zip(partners, vals_list, strict=True):
            vals["name"] = partner.name
            for name in hidden:
                del vals[name]
        return vals_list

    def _copy_children(self, children, new):
        """Copy addresses and contacts; a contact below another stays below its copy.

        :param res.partner children: of the former customer, at any depth
        :param res.partner new: the new customer
        """
        vals_list = self._copy_data(children)
        for vals in vals_list:
            vals["parent_id"] = new.id
        copies = children.create(vals_list)
        copy_of = dict(zip(children, copies, strict=True))
        by_parent = {}
        for child, copy in copy_of.items():
            if parent := copy_of.get(child.parent_id):
                by_parent[parent] = by_parent.get(parent, copies.browse()) | copy
        for parent, below in by_parent.items():
            below.parent_id = parent

    def _move_contacts(self, new):
        """Bring contacts to the new customer, with their users and what they follow.

        :raise UserError: one has documents, which are in the former currency
        """
        contacts = self.contact_ids
        companies = self.env["res.company"]._get_all_sudo()
        documents = contacts._find_transactions("id", companies=companies)
        if documents:
            refused = contacts.filtered(lambda contact: contact.id in documents)
            raise UserError(
                self.env._(
                    "%(contacts)s cannot be moved because of documents in the former "
                    "currency, for example %(document)s. Copy the contacts instead, or "
                    "leave these out.",
                    contacts=format_list(self.env, refused.mapped("name")),
                    document=documents[refused[0].id].display_name,
                )
            )
        # those below a contact that goes along come with it
        contacts.filtered(
            lambda contact: contact.parent_id not in contacts
        ).parent_id = new

    def _archive_former(self):
        """Archive the former customer.

        :raise UserError: a user signs in as the customer itself
        """
        customer = self.partner_id
        if users_sudo := customer.sudo().user_ids:
            raise UserError(
                self.env._(
                    "%(customer)s cannot be archived because %(login)s signs in with "
                    "it. Revoke its portal access first, or keep the former customer.",
                    customer=customer.complete_name,
                    login=users_sudo[0].login,
                )
            )
        customer.action_archive()

    def _note_in_chatter(self, new):
        """Name each of the two customers in the chatter of the other."""
        customer = self.partner_id
        customer._message_log(
            body=self.env._(
                "Continued in %(currency)s as %(customer)s.",
                currency=self.currency_id.name,
                customer=new._get_html_link(new.complete_name),
            )
        )
        new._message_log(
            body=self.env._(
                "Continues %(customer)s in %(currency)s.",
                currency=self.currency_id.name,
                customer=customer._get_html_link(customer.complete_name),
            )
        )
