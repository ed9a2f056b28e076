import {registry} from "@web/core/registry";
import {useSpecialData} from "@web/views/fields/relational_utils";
import {
    Many2ManyCheckboxesField,
    many2ManyCheckboxesField,
} from "@web/views/fields/many2many_checkboxes/many2many_checkboxes_field";

/**
 * One switch for each portal area, with its icon and what it is for: on means that
 * the customer may use it.
 */
export class PortalAreaToggles extends Many2ManyCheckboxesField {
    static template = "customer_onboarding.PortalAreaToggles";

    setup() {
        super.setup();
        this.areas = useSpecialData((orm) =>
            orm.searchRead(
                "portal.area",
                [["is_installed", "=", true]],
                ["name", "description", "icon"]
            )
        );
    }
}

export const portalAreaToggles = {
    ...many2ManyCheckboxesField,
    component: PortalAreaToggles,
};

registry.category("fields").add("portal_area_toggles", portalAreaToggles);
