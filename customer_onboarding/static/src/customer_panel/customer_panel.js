import {Component, onMounted, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

/**
 * What stands above the list of customers: the first steps of a company, for
 * administrators, or the right that somebody misses who looks for the button New.
 */
export class CustomerPanel extends Component {
    static template = "customer_onboarding.CustomerPanel";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({steps: [], hint: false});
        this.doneLabel = _t("Done");
        this.todoLabel = _t("To do");
        // afterwards, because the list does not wait for it
        onMounted(() => this.load());
    }

    async load() {
        Object.assign(
            this.state,
            await this.orm.call("onboarding.onboarding", "get_customer_panel", [])
        );
    }

    async open(step) {
        const action = await this.orm.call(
            "onboarding.onboarding.step",
            step.action,
            []
        );
        // a dialog leaves the list where it is
        await this.action.doAction(action, {onClose: () => this.load()});
    }

    async close() {
        await this.orm.call("onboarding.onboarding", "action_close_customer_panel", []);
        this.state.steps = [];
    }
}

export class CustomerListController extends ListController {
    static template = "customer_onboarding.CustomerListView";
    static components = {...ListController.components, CustomerPanel};
}

registry.category("views").add("customer_list", {
    ...listView,
    Controller: CustomerListController,
});
