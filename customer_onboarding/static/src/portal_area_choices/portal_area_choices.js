import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useSpecialData} from "@web/views/fields/relational_utils";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {Component} from "@odoo/owl";

const ALLOW = "allow_area_ids";
const OFF = "off_area_ids";

/**
 * One choice of three for each portal area: many customers may use it, may not, or
 * keep what each of them has.
 */
export class PortalAreaChoices extends Component {
    static template = "customer_onboarding.PortalAreaChoices";
    static props = {...standardFieldProps};

    setup() {
        this.areas = useSpecialData((orm) =>
            orm.searchRead(
                "portal.area",
                [["is_installed", "=", true]],
                ["name", "description", "icon"]
            )
        );
    }

    get choices() {
        return [
            {value: ALLOW, label: _t("May use"), icon: "fa-check"},
            {value: "", label: _t("Leave as it is"), icon: ""},
            {value: OFF, label: _t("May not use"), icon: "fa-times"},
        ];
    }

    /** The name of the field that holds an area; empty if it is left as it is. */
    choiceOf(area) {
        const {data} = this.props.record;
        const holds = (name) => data[name].currentIds.includes(area.id);
        return [ALLOW, OFF].find(holds) || "";
    }

    /** How many of the customers may use an area now. */
    useOf(area) {
        const {area_use: use, partner_count: all} = this.props.record.data;
        return _t("%(count)s of %(all)s may use it now", {
            count: use?.[area.id] ?? 0,
            all,
        });
    }

    async choose(area, choice) {
        const {data} = this.props.record;
        const current = this.choiceOf(area);
        if (current) {
            await data[current].addAndRemove({remove: [area.id]});
        }
        if (choice) {
            await data[choice].addAndRemove({add: [area.id]});
        }
    }
}

export const portalAreaChoices = {
    component: PortalAreaChoices,
    supportedTypes: ["many2many"],
    isEmpty: () => false,
};

registry.category("fields").add("portal_area_choices", portalAreaChoices);
