"""What the data of all tests is made with."""

import io
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Command
from odoo.tools.translate import trans_export

PASSWORD = "a good Passw0rd"


class TestWorld(models.AbstractModel):
    """The base of the models that make data; each makes that of one subject.

    The methods are called by `devtools.odoo.call`, as the superuser. They return what
    JSON can hold. They keep no data of their own, so that a change of their code
    is used at once, by databases made before.
    """

    _name = "test.world"
    _description = "Data of tests"

    def _quiet(self):
        """Return self in a context in which users get no mail and nothing is tracked.

        :rtype: Model
        """
        return self.with_context(no_reset_password=True, tracking_disable=True)

    def _load_chart(self):
        """Give the company a chart of accounts, unless it has one."""
        if not self.env.company.chart_template:
            chart = self.env["account.chart.template"]
            chart.try_loading("generic_coa", self.env.company, install_demo=False)

    def _load_languages(self, codes):
        """Activate languages, with the translations of all that is installed.

        Templates of databases may hold them already: then there is nothing to load,
        which would take as long as an installation.

        :param list[str] codes: such as "fr_FR"
        """
        langs = self.env["res.lang"]
        for code in codes:
            langs |= langs._activate_lang(code)
        missing = langs.filtered(lambda lang: not self._is_translated(lang))
        if missing:
            values = {"lang_ids": missing.ids, "overwrite": False}
            self.env["base.language.install"].create(values).lang_install()

    def _is_translated(self, lang):
        germany = self.env.ref("base.de")
        local = germany.with_context(lang=lang.code)
        return lang.code == "en_US" or local.name != germany.name

    def _export_terms(self, modules):
        """Export what there is to translate, each module by itself.

        :param list[str] modules: names of installed modules
        :return: the text of each module's .pot file, empty where there is none
        :rtype: dict
        """
        texts = {}
        for module in modules:
            file = io.BytesIO()
            trans_export(False, [module], file, "po", self.env)
            texts[module] = file.getvalue().decode()
        return texts

    def _make_bundles(self, names):
        """Make the scripts and styles of pages, as the first visit of each would.

        :param list[str] names: of bundles, such as "web.assets_frontend"
        """
        if "website" in self.env:
            website = self.env["website"].search([], limit=1)
            self = self.with_context(website_id=website.id)
        for name in names:
            bundle = self.env["ir.qweb"]._get_asset_bundle(name)
            bundle.js()
            bundle.css()

    def _make_portal_user(self, partner, login=None, groups=None):
        """Create a user who signs in to the portal with ``PASSWORD``.

        :param login: the partner's email, unless given
        :param groups: further `res.groups`
        :rtype: res.users
        """
        groups = self.env.ref("base.group_portal") | (groups or self.env["res.groups"])
        return (
            self._quiet()
            .env["res.users"]
            .create(
                {
                    "partner_id": partner.id,
                    "login": login or partner.email,
                    "password": PASSWORD,
                    "group_ids": [Command.set(groups.ids)],
                }
            )
        )

    def _make_program_user(self, partner, login=None):
        """Create a portal user who may use every interface for programs, too.

        :return: `login`, `password` and the API `key`
        :rtype: dict
        """
        # exporting is an administrator's to grant
        export = self.env.ref("base.group_allow_export")
        user = self._make_portal_user(partner, login, export)
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        apikeys_sudo = self.env["res.users.apikeys"].with_user(user).sudo()
        key = apikeys_sudo._generate("rpc", "tests", tomorrow)
        return {"login": user.login, "password": PASSWORD, "key": key}

    def _make_portal_users(self, partners):
        """Create portal users for existing partners.

        :param dict partners: ids of partners by the login of their user
        """
        for login, partner_id in partners.items():
            partner = self.env["res.partner"].browse(partner_id)
            self._make_portal_user(partner, login)

    def _post_on(self, record, partners, files=None):
        """Write a comment on a record, its name as text, to partners.

        :param files: the attached `ir.attachment`
        :rtype: mail.message
        """
        return record.message_post(
            body=record.display_name,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=partners.ids,
            attachment_ids=files.ids if files else None,
        )
