from odoo import api, fields, models

NEW_CUSTOMER = "o_new_customer_form"
# shown on New Customer before there is a customer; other pages come with the first save
FIRST_PAGES = ("contact_addresses", "permissions", "billing_shipping")
# fields of the first glance that New Customer puts off, too
LATER_FIELDS = ("website", "category_id")
# what a required field of these types holds is never missing
NEVER_EMPTY = ("boolean", "integer", "float", "monetary")
# values of the attribute "required" of fields that never are
NEVER = ("False", "0", "", None)


class ResPartner(models.Model):
    """The form of partners: Odoo's own, with what we add for customers."""

    _inherit = "res.partner"

    is_possible_customer = fields.Boolean(
        compute="_compute_is_possible_customer",
        compute_sudo=True,
        groups="base.group_user",
        help="The form shows the fields for customers. No: internal users, employees "
        "and own companies. Yes: partners with customer invoices, a customer group or "
        "a portal user, and all others that are not vendors. A contact follows its "
        "company.",
    )

    # The list of customers in its order, and its filters that most are not in: with
    # very many customers, neither reads them all.
    _customer_list_idx = models.Index(
        "(customer_rank DESC, complete_name, id DESC)"
        " WHERE active IS TRUE AND parent_id IS NULL"
    )
    _customer_salesperson_idx = models.Index("(user_id) WHERE user_id IS NOT NULL")
    _customer_archived_idx = models.Index("(id) WHERE active IS NOT TRUE")
    _customer_no_email_idx = models.Index(
        "(customer_rank DESC, complete_name, id DESC)"
        " WHERE active IS TRUE AND parent_id IS NULL AND (email = '' OR email IS NULL)"
    )
    _customer_issue_idx = models.Index("(id) WHERE onboarding_issue <> ''")

    @api.depends(
        "type",
        "parent_id",
        "user_ids.share",
        "commercial_partner_id.user_ids.share",
        "commercial_partner_id.customer_rank",
        "commercial_partner_id.supplier_rank",
        "commercial_partner_id.customer_group_ids",
        "commercial_partner_id.ref_company_ids",
    )
    @api.depends_context("res_partner_search_mode")
    def _compute_is_possible_customer(self):
        for partner in self:
            partner.is_possible_customer = partner._is_possible_customer()

    def _is_possible_customer(self):
        """Hook: whether this partner is told of customers' matters on its form.

        The one rule: our own users, employees and companies are no customers. Else, who
        has a portal user, has been invoiced or is in a group is one; an address of
        somebody else and a vendor are none; anybody else may become one.

        The caller holds superuser rights: all of this is read in bulk by the compute.

        :rtype: bool
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        users = self.user_ids | customer.user_ids
        if users.filtered(lambda user: not user.share):
            return False
        if customer._origin.id in self.env["res.company"]._get_own_partner_ids():
            return False
        # a field of Odoo's app for employees, which need not be installed
        if "employee" in self._fields and (self.employee or customer.employee):
            return False
        if self.user_ids:
            return True
        if self.parent_id and self.type != "contact":
            return False
        if customer.customer_rank or customer.customer_group_ids or customer.user_ids:
            return True
        mode = self.env.context.get("res_partner_search_mode")
        if not self.id and mode == "supplier":
            # Odoo makes a vendor of it when it is saved
            return False
        return not customer.supplier_rank

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """See to one header a form, and keep New Customer short."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for form in arch.iter("form"):
            _merge_headers(form)
        if NEW_CUSTOMER in arch.get("class", "").split():
            self._put_off_until_saved(arch)
        return arch, view

    def _put_off_until_saved(self, arch):
        """Hide on a form what is not needed before a customer is there.

        A page that holds a required field shows as long as that is empty: nobody could
        save otherwise.

        :param arch: the form, changed in place
        """
        own = "ancestor::field"  # of the lines of an x2many field
        for page in arch.xpath(f"//page[not({own})]"):
            if page.get("name") not in FIRST_PAGES:
                _hide_if(page, self._get_empty_form_condition(page))
        for button in arch.xpath(f"//div[@name='button_box'][not({own})]/*"):
            _hide_if(button, "not id")
        for name in LATER_FIELDS:
            for field in arch.xpath(f"//field[@name='{name}'][not({own})]"):
                _hide_if(field, self._get_empty_form_condition(field))

    def _get_empty_form_condition(self, node):
        """The condition under which a part of the form has to wait for the first save.

        :param node: the part: a field, or what holds fields
        :return: expression, for ``invisible``
        :rtype: str
        """
        condition = "not id"
        for element in node.xpath("descendant-or-self::field[not(ancestor::field)]"):
            field = self._fields.get(element.get("name"))
            required = element.get("required", field and str(field.required))
            if field and field.type not in NEVER_EMPTY and required not in NEVER:
                needed = f"({required}) and not ({element.get('invisible', 'False')})"
                condition += f" and ({field.name} or not ({needed}))"
        return condition


def _hide_if(node, condition):
    """Hide a part of a form under one more condition."""
    if hidden := node.get("invisible"):
        condition = f"({hidden}) or ({condition})"
    node.set("invisible", condition)


def _merge_headers(form):
    """Make one header of those that our addon and others give a form.

    The first one takes in the others. Two status bars must not stand side by side: ours
    becomes a badge beside the other one.

    :param form: the form, changed in place
    """
    headers = form.findall("header")
    if len(headers) < 2:
        return
    header, *others = headers
    # hidden as a whole only for the sake of what it held before
    header.attrib.pop("invisible", None)
    for other in others:
        header.extend(other)
        form.remove(other)
    bars = header.findall("field[@widget='statusbar']")
    own = header.find("field[@name='portal_access_state']")
    if own in bars and len(bars) > 1:
        own.set("widget", "badge")
        own.set("decoration-success", "portal_access_state == 'active'")
        own.set("decoration-info", "portal_access_state == 'invited'")
        own.set("decoration-warning", "portal_access_state in ('granted', 'expired')")
        own.set("decoration-danger", "portal_access_state == 'failed'")
