import {CharField, charField} from "@web/views/fields/char/char_field";
import {registry} from "@web/core/registry";

/**
 * The name of an icon with the icon beside it, because nobody knows them by name. Where
 * it is only read, the icon alone.
 */
export class PortalAreaIcon extends CharField {
    static template = "customer_onboarding.PortalAreaIcon";

    get icon() {
        return this.props.record.data[this.props.name] || "";
    }
}

registry.category("fields").add("portal_area_icon", {
    ...charField,
    component: PortalAreaIcon,
});
