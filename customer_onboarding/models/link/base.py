from odoo import models


class Base(models.AbstractModel):
    """Whether the link of a document is refused, for documents of any model."""

    _inherit = "base"

    def _get_refusing_portal_area(self):
        """The area that forbids to open this document by its link, if any.

        Asked where a token has already been found valid. The answer depends on the
        company's policy (``res.company.portal_document_link_policy``), on who is
        signed in, and on whose document it is.

        :return: the area that is switched off, or an empty recordset
        :rtype: portal.area (sudo)
        """
        self.ensure_one()
        areas_sudo = self.env["portal.area"].sudo()
        user = self.env.user
        policy = self._get_portal_link_company().portal_document_link_policy
        if policy == "keep" or not areas_sudo._get_model_restrictions(self._name):
            return areas_sudo
        if not user.share:
            return areas_sudo
        if area_sudo := user._get_portal_area_of(self):
            return area_sudo
        # whoever may open the document anyway, such as a colleague, needs no link
        if policy == "refuse" and not self.with_user(user).has_access("read"):
            for partner_sudo in self.sudo()._get_portal_customers():
                if area_sudo := partner_sudo._get_portal_area_of(self):
                    return area_sudo
        return areas_sudo

    def _filter_portal_refused(self):
        """Those of the documents that a page opened by a link must not name.

        They are in an area that is off for who is signed in, or off for their own
        customer where its links are refused. The page hands them over as superuser.

        :rtype: same model
        """
        user = self.env.user._get_asking_user()
        hidden = user._filter_portal_hidden(self)
        documents = (self - hidden).with_user(user)
        return hidden + self.browse(
            document.id
            for document in documents
            if document._get_refusing_portal_area()
        )

    def _get_portal_link_company(self):
        """The company whose policy on document links counts for this document.

        :rtype: res.company (sudo)
        """
        self.ensure_one()
        record_sudo = self.sudo()
        company = record_sudo["company_id"] if "company_id" in self._fields else None
        return company or self.env.company.sudo()

    def _get_portal_customers(self):
        """The customers this document belongs to.

        :rtype: res.partner
        """
        self.ensure_one()
        partners = self.env["res.partner"]
        for name in self._mail_get_partner_fields():
            partners |= self[name]
        return partners
