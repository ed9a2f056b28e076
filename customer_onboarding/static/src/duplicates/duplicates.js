import {Component} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Likely duplicates of what is being typed, each with a way to its form.
 */
export class CustomerDuplicates extends Component {
    static template = "customer_onboarding.CustomerDuplicates";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get duplicates() {
        return this.props.record.data[this.props.name] || [];
    }

    /**
     * Open a duplicate in place of what was typed, which nobody needs any more. The
     * dialog of a contact belongs to a form with other changes, which has to stay.
     *
     * @param {Number} partnerId the duplicate
     */
    async open(partnerId) {
        const {record} = this.props;
        const isAlone = record.model.root === record;
        if (isAlone) {
            await record.discard();
        }
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "res.partner",
                res_id: partnerId,
                views: [[false, "form"]],
            },
            {newWindow: !isAlone}
        );
    }
}

export const customerDuplicates = {
    component: CustomerDuplicates,
    supportedTypes: ["json"],
};

registry.category("fields").add("customer_duplicates", customerDuplicates);
