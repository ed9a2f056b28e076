from lxml import etree

from odoo import api, models
from odoo.exceptions import AccessError


class CustomerOnboardingPolicy(models.TransientModel):  # pylint: disable=C8113
    """The policies for customers, for administrators of this app.

    Odoo's *Settings* ask for the rights of a system administrator, who may do anything.
    This form has the same policies and nothing else, so that whoever answers for
    customers need not be one.
    """

    _name = "customer.onboarding.policy"
    _inherit = ["customer.policy.mixin"]
    _description = "Policies for Customers"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Fill the form with the blocks of our part of Settings.

        Because a second copy of them would soon say something else. A setting whose
        field is in Settings alone is left out.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        for place in arch.xpath("//div[@name='policies']"):
            place.extend(self._get_blocks())
        return arch, view

    @api.model
    def _get_blocks(self):
        """Our blocks of the form of Settings, as other forms show them.

        :return: elements of a form
        :rtype: list
        """
        settings = self.env.ref("base.res_config_settings_view_form").sudo()
        [app] = settings._get_combined_arch().xpath(
            "//app[@name='customer_onboarding']"
        )
        blocks = []
        for block in app.iterfind("block"):
            box = etree.Element("div", name=block.get("name"))
            etree.SubElement(box, "h2").text = block.get("title")
            row = etree.SubElement(box, "div")
            row.set("class", "row mt-4 mb-4 o_settings_container")
            row.extend(
                setting
                for setting in block
                if {field.get("name") for field in setting.iter("field")}
                <= set(self._fields)
            )
            if len(row):
                blocks.append(box)
        return blocks

    @api.model_create_multi
    def create(self, vals_list):
        """Write the policies on the companies, as superuser.

        For administrators of the app, in their own companies: to write a company, Odoo
        asks for more than they have. The form has no other fields of it.

        :raise AccessError: the user is no administrator of the app, or not of a company
        """
        self.check_access("create")
        for vals in vals_list:
            self._check_company_of(vals)
        policies = super(CustomerOnboardingPolicy, self.sudo()).create(vals_list)
        policies._set_policies()
        return policies.sudo(self.env.su)

    def write(self, vals):
        """As ``create``.

        :raise AccessError: as ``create``, or the form is somebody else's
        """
        self.check_access("write")
        self._check_company_of(vals)
        result = super(CustomerOnboardingPolicy, self.sudo()).write(vals)
        self.sudo()._set_policies()
        return result

    def _check_company_of(self, vals):
        """Refuse a company that is none of the user's.

        :param dict vals: for ``create`` or ``write``
        :raise AccessError: naming what to do
        """
        company_id = vals.get("company_id", self.env.company.id)
        if company_id not in self.env.user._get_company_ids():
            raise AccessError(
                self.env._(
                    "You have no access to this company, so you cannot change its "
                    "policies. Ask an administrator for access to the company."
                )
            )

    def action_save(self):
        """Close the form: its policies are saved with it.

        For administrators of the app.

        :return: notification that they are saved
        :rtype: dict
        :raise AccessError: the user is no administrator of the app
        """
        self.check_access("write")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The policies are saved."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
