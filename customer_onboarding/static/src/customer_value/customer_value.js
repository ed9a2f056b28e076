import {Component, useState} from "@odoo/owl";

import {formatMonetary, formatPercentage} from "@web/views/fields/formatters";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

/**
 * What a customer is worth, and its place in each of its groups. It is read when the
 * page of the form that holds this is opened, and again when the customer is saved:
 * forms whose page stays closed do not pay for it.
 */
export class CustomerValue extends Component {
    static template = "customer_onboarding.CustomerValue";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({value: null});
        // not awaited: the page opens at once
        useRecordObserver((record) => {
            if (record.resId && !record.dirty) {
                this.load(record.resId);
            }
        });
    }

    async load(resId) {
        const value = await this.orm.call("res.partner", "get_customer_value", [resId]);
        if (this.props.record.resId === resId) {
            this.state.value = value;
        }
    }

    money(amount) {
        return formatMonetary(amount, {currencyId: this.state.value.currency_id});
    }

    percentage(part) {
        return formatPercentage(part, {digits: [0, 1]});
    }

    /** The place of the customer in a group, of how many. */
    placeOf(group) {
        return _t("%(place)s of %(count)s", {
            place: group.place,
            count: group.customers,
        });
    }

    /** Show the invoices of this customer. */
    openInvoices() {
        const {resId} = this.props.record;
        this.openReport({search_default_partner_id: resId}, "list");
    }

    /**
     * Show the ranking of the customers of a group.
     *
     * @param {Number|Boolean} groupId false: customers without a group
     */
    openGroup(groupId) {
        const filter = groupId
            ? {search_default_customer_group_id: groupId}
            : {search_default_no_group: 1};
        this.openReport({...filter, search_default_by_customer: 1}, "graph");
    }

    openReport(additionalContext, viewType) {
        this.action.doAction("customer_onboarding.customer_group_report_action", {
            additionalContext,
            viewType,
        });
    }
}

registry.category("view_widgets").add("customer_value", {component: CustomerValue});
