import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {DomainField, domainField} from "@web/views/fields/domain/domain_field";

/**
 * The domain of an area, for who may set up areas, but not read their documents.
 *
 * Odoo calls a domain invalid whose records one may not count.
 */
export class PortalAreaDomainField extends DomainField {
    static template = "customer_onboarding.PortalAreaDomainField";

    async checkProps(props = this.props) {
        const resModel = this.getResModel(props);
        if (!resModel || (await user.checkAccessRight(resModel, "read"))) {
            return super.checkProps(props);
        }
        this.updateState({isValid: await this.quickValidityCheck(props)});
    }
}

registry.category("fields").add("portal_area_domain", {
    ...domainField,
    component: PortalAreaDomainField,
});
