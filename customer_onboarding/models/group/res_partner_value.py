from odoo import models
from odoo.fields import Domain

from .customer_group import NO_GROUP


class ResPartner(models.Model):
    """What a customer is worth, beside the other customers of its groups."""

    _inherit = "res.partner"

    def get_customer_value(self):
        """The value of this customer, for the page of its form that asks when opened.

        As on the groups: read with the rights of the user, in the currency of the
        current company, over the companies that the user has selected.

        :return: ``currency_id``; ``invoiced`` this year, without tax; ``trend`` against
            the same days of last year (0.1 is a tenth more, 0 without last year);
            ``overdue`` with tax; ``invoices``, their number this year; and ``groups``,
            a list of dictionaries: ``id`` (False for customers without a group) and
            ``name``, ``place`` from 1 among ``customers`` that were invoiced this year
            (both 0 if this one was not), ``share`` in the group and its ``part`` of the
            group's total, from 0 to 1
        :rtype: dict
        :raise AccessError: the user may not read this customer, or not the report
        """
        self.ensure_one()
        self.check_access("read")
        report = self.env["customer.group.report"]
        report.check_access("read")
        customer = self.commercial_partner_id
        groups = self.env["customer.group"]
        this_year, last_year = groups._get_year_domains()

        def read(domain, *measures):
            own = Domain("partner_id", "=", customer.id)
            [values] = report._read_group(domain & own, [], measures)
            return [value or 0 for value in values]

        invoiced, invoices = read(this_year, "amount_share:sum", "invoice_count:sum")
        [before] = read(last_year, "amount_share:sum")
        [overdue] = read(Domain.TRUE, "overdue_share:sum")
        return {
            "currency_id": self.env.company.currency_id.id,
            "invoiced": invoiced,
            "trend": groups._get_trend(invoiced, before),
            "overdue": overdue,
            "invoices": invoices,
            "groups": self._get_places(customer),
        }

    def _get_places(self, customer):
        """The groups of a customer, with its place in each: see ``get_customer_value``.

        :param res.partner customer: a commercial partner
        :rtype: list[dict]
        """
        groups = customer.customer_group_ids.filtered("active")
        places = groups._read_places(customer)
        result = []
        for group in groups.sorted() or [groups]:
            place, customers, own, total = places.get(group.id or None, (0, 0, 0, 0))
            result.append(
                {
                    "id": group.id,
                    "name": group.name or str(NO_GROUP),
                    "place": place,
                    "customers": customers,
                    "share": own,
                    "part": own / total if total > 0 else 0,
                }
            )
        return result
