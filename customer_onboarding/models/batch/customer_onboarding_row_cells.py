import re

from odoo import api, models
from odoo.fields import Command

from .customer_onboarding_row import LONGEST

# What people copy along with a text and nobody sees: marks of direction and of width,
# and what no mail can hold
INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
)
# In English, in the languages of the addon, and in Russian
YES = {"", "1", "y", "yes", "true", "x", "ja", "oui", "si", "sí", "sì", "sim", "tak"}
YES |= {"はい", "是", "نعم", "да"}
NO = {"0", "n", "no", "false", "nein", "non", "nee", "não", "nie"}
NO |= {"いいえ", "否", "لا", "нет"}
# Cells that name one record, and the customer's field
ONE = {
    "company": "company_id",
    "lang": "lang",
    "currency": "property_sale_currency_id",
    "salesperson": "user_id",
    "billing_country": "billing_country_id",
    "shipping_country": "shipping_country_id",
}
# Cells that name several
MANY = {"groups": "customer_group_ids", "areas_off": "portal_off_area_ids"}
TEXTS = (
    "name",
    "email",
    *(
        f"{block}_{part}"
        for block in ("billing", "shipping")
        for part in ("street", "zip", "city")
    ),
)


class CustomerOnboardingRow(models.Model):
    """What the cells of a row mean, and what is wrong with them."""

    _inherit = "customer.onboarding.row"

    @api.model
    def _get_cell_names(self):
        """Hook: the fields that hold what the file said.

        :rtype: set[str]
        """
        return {*TEXTS, *ONE, *MANY, "contact", "invite"}

    def _get_cell(self, name):
        """The text of a cell in one line, without what nobody sees.

        :rtype: str
        """
        # a line break in a name would end the header of a mail
        return " ".join(INVISIBLE.sub("", self[name] or "").split())

    def _get_cell_items(self, name):
        """The texts of a cell with several.

        :rtype: list[str]
        """
        items = (item.strip() for item in re.split("[,;]", self._get_cell(name)))
        return [item for item in items if item]

    def _wants_invitation(self):
        """Whether the row asks for portal access and mail.

        :rtype: bool
        """
        return self._get_cell("invite").casefold() in YES

    @api.model
    def _get_choices(self):
        """What the cells may name.

        :return: ``{cell: {text in small letters: value of the customer's field}}``
        :rtype: dict
        """
        langs = self.env["res.lang"].search([("active", "=", True)])
        countries = self.env["res.country"].search([("code", "!=", False)])
        countries = self._name_choices(countries, "code", "name")
        staff = self.env["res.users"].search([("share", "=", False)])
        areas = self.env["portal.area"]._get_available()
        groups = self.env["customer.group"].search([("active", "=", True)])
        currencies = self.env["res.currency"].search([("active", "=", True)])
        return {
            "company": self._name_choices(self.env.user.company_ids, "name"),
            "lang": {
                text.casefold(): lang.code
                for key in ("name", "url_code", "iso_code", "code")
                for lang in langs
                # “French / Français” in any of its parts
                for text in (lang[key] or "", *(lang[key] or "").split(" / "))
                if text
            },
            "currency": self._name_choices(currencies, "full_name", "name"),
            "salesperson": self._name_choices(staff, "name", "email", "login"),
            "billing_country": countries,
            "shipping_country": countries,
            "groups": self._name_choices(groups, "name"),
            "areas_off": self._name_choices(areas, "name", "code"),
        }

    @api.model
    def _name_choices(self, records, *keys):
        """Which record each text names; the last key counts most.

        :rtype: dict[str, int]
        """
        return {
            record[key].casefold(): record.id
            for key in keys
            for record in records
            if record[key]
        }

    def _check(self):
        """Say of each row what will become of it, naming the cells that are wrong."""
        if not self:
            return
        choices = self._get_choices()
        existing = self._get_existing_customers()
        doubles = self._get_doubles()
        emails = {row.email_normalized for row in self if row.email_normalized}
        holders = self.env["res.users"]._find_login_holders(emails)
        for row in self:
            partner = row.partner_id or existing.get(row.email_normalized)
            problems = row._get_problems(choices, partner)
            if double := doubles.get(row):
                problems.append(double)
            if taken := row._get_account_problem(holders, partner):
                problems.append(taken)
            row._set_verdict(partner, problems)

    def _get_account_problem(self, holders, partner):
        """Why the email address cannot be a customer's login, if it is somebody else's.

        :param dict holders: as from ``_find_login_holders``
        :param partner: the customer that exists, or None
        :return: a sentence, or None
        """
        taken_sudo = holders.get(self.email_normalized)
        if not taken_sudo:
            return None
        staff_sudo = taken_sudo.filtered(lambda user: not user.share)
        if staff_sudo:
            return self.env._(
                "Email: %(email)s belongs to the account of %(user)s, who is no "
                "customer.",
                email=self.email_normalized,
                user=staff_sudo[:1].name,
            )
        owners_sudo = taken_sudo.partner_id.commercial_partner_id
        own = partner and partner.sudo().commercial_partner_id in owners_sudo
        if own or not self._wants_invitation() or not self.batch_id.grant_portal_access:
            return None
        return self.env._(
            "Email: %(email)s belongs to the account of %(user)s. Enter a different "
            "one, or write no under Invite.",
            email=self.email_normalized,
            user=taken_sudo[:1].name,
        )

    def _set_verdict(self, partner, problems):
        """Note what will become of this row.

        :param partner: the customer that exists, or None
        :param list problems: sentences
        """
        if problems:
            verdict = "wrong"
        elif self.partner_id:
            verdict = "invite"
        elif partner:
            verdict = "update" if self.batch_id.update_existing else "leave"
        else:
            verdict = "new"
        values = {"verdict": verdict, "problem": "\n".join(problems) or False}
        if any(self[name] != value for name, value in values.items()):
            self.write(values)

    def _get_existing_customers(self):
        """The customers who have an email address of these rows.

        :return: ``{normalized address: partner}``
        :rtype: dict
        """
        emails = [email for email in self.mapped("email_normalized") if email]
        partners = self.env["res.partner"].search(
            [("email_normalized", "in", emails)], order="parent_id DESC, id DESC"
        )
        # the customer itself before its contacts, the oldest first
        return {partner.email_normalized: partner for partner in partners}

    def _get_doubles(self):
        """The rows whose email address an earlier row of the batch has.

        :return: ``{row: sentence}``
        :rtype: dict
        """
        first = {}
        for row in self._get_rows_of_same_email().sorted("id"):
            first.setdefault((row.batch_id, row.email_normalized), row)
        return {
            row: self.env._(
                "Email: %(email)s is in the row of %(customer)s, too.",
                email=row.email_normalized,
                customer=first[row.batch_id, row.email_normalized].name,
            )
            for row in self
            if first.get((row.batch_id, row.email_normalized), row) != row
        }

    def _get_problems(self, choices, partner):
        """What is wrong with the cells of this row.

        :param dict choices: as from ``_get_choices``
        :param partner: the customer that exists, or None
        :return: sentences that name the cell
        :rtype: list[str]
        """
        problems = self._get_text_problems(partner)
        for name in (*ONE, *MANY):
            items = (
                self._get_cell_items(name) if name in MANY else [self._get_cell(name)]
            )
            problems += [
                self.env._(
                    "%(cell)s: %(text)s is not known here.",
                    cell=self._get_label(name),
                    text=item[:50],
                )
                for item in items
                if item and item.casefold() not in choices[name]
            ]
        return problems

    def _get_label(self, name):
        """The name of a cell, as the list shows it."""
        return self._fields[name]._description_string(self.env)

    def _get_text_problems(self, partner):
        """What is wrong with name, email and the wish to be invited.

        :param partner: the customer that exists, or None
        :rtype: list[str]
        """
        problems = [
            self.env._(
                "%(cell)s: the text is longer than %(count)s letters.",
                cell=self._get_label(name),
                count=LONGEST,
            )
            for name in sorted(self._get_cell_names())
            if len(self[name] or "") > LONGEST
        ]
        if not self._get_cell("name") and not partner:
            problems.append(self.env._("Customer: the name is missing."))
        if self._get_cell("invite").casefold() not in YES | NO:
            problems.append(self.env._("Invite: write yes or no."))
        if not self.email_normalized:
            if self._get_cell("email"):
                problems.append(self.env._("Email: this is not one email address."))
            elif self._wants_invitation():
                problems.append(
                    self.env._("Email: it is missing, so nobody can be invited.")
                )
        return problems

    def _prepare_customer(self, choices, update=False):
        """The values of this row's customer.

        :param dict choices: as from ``_get_choices``
        :param bool update: the customer exists; empty cells change nothing
        :rtype: dict
        """
        values = {name: self._get_cell(name) for name in TEXTS}
        for name, field in ONE.items():
            values[field] = choices[name].get(self._get_cell(name).casefold())
        for name, field in MANY.items():
            items = [
                choices[name][item.casefold()] for item in self._get_cell_items(name)
            ]
            values[field] = [Command.set(items)] if items else None
        # an empty cell leaves the default of new customers
        values = {name: value for name, value in values.items() if value}
        if not update:
            values.setdefault("company_id", False)
            values["is_company"] = True
            if contact := self._get_cell("contact"):
                person = {
                    "name": contact,
                    "email": values.get("email"),
                    "is_company": False,
                }
                values["child_ids"] = [Command.create(person)]
        return values
