import {Component} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const BILLING = "billing_";
const SHIPPING = "shipping_";

/**
 * Copies what stands in the billing block into the shipping block of the same form.
 *
 * In the form alone: whoever presses it sees what came of it, and saves or discards it
 * with the rest.
 */
export class CopyBillingAddress extends Component {
    static template = "customer_onboarding.CopyBillingAddress";
    static props = {...standardWidgetProps};

    copy() {
        const {record} = this.props;
        const changes = {};
        // Also fields that other addons have put into the blocks
        for (const name of Object.keys(record.activeFields)) {
            const target = name.replace(BILLING, SHIPPING);
            if (name.startsWith(BILLING) && this.isEditable(target)) {
                changes[target] = record.data[name];
            }
        }
        return record.update(changes);
    }

    isEditable(name) {
        const {record} = this.props;
        return name in record.activeFields && !record.fields[name].readonly;
    }
}

registry.category("view_widgets").add("copy_billing_address", {
    component: CopyBillingAddress,
});
