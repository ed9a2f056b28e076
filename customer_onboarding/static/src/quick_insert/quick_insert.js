import {Component, onWillStart} from "@odoo/owl";

import {useCommand} from "@web/core/commands/command_hook";
import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {NavBar} from "@web/webclient/navbar/navbar";

/**
 * The "+" of the top bar: a new customer from whatever screen, by mouse, by its
 * hotkey or by the command palette. Whoever may not create customers has none.
 */
export class QuickInsert extends Component {
    static template = "customer_onboarding.QuickInsert";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.action = useService("action");
        this.orm = useService("orm");
        this.notification = useService("notification");
        onWillStart(async () => {
            this.canCreate = await user.checkAccessRight("res.partner", "create");
        });
        useCommand(_t("New customer"), () => this.openNewCustomer(), {
            category: "app",
            global: true,
            isAvailable: () => this.canCreate,
        });
    }

    openNewCustomer() {
        this.dialog.add(FormViewDialog, {
            title: _t("New Customer"),
            resModel: "res.partner",
            context: {
                new_customer_form: true,
                default_is_company: true,
                res_partner_search_mode: "customer",
                form_view_ref:
                    "customer_onboarding.res_partner_customer_view_form_quick",
            },
            expandedFormRef: "customer_onboarding.res_partner_customer_view_form",
            onRecordSaved: (record) => this.onCustomerSaved(record),
        });
    }

    /**
     * Say that the customer is there, or what is missing, with a way to its form.
     *
     * @param {Object} record the saved customer, as the dialog's form holds it
     */
    async onCustomerSaved(record) {
        const [customer] = await this.orm.read(
            "res.partner",
            [record.resId],
            ["display_name", "onboarding_issue"]
        );
        const issue = customer.onboarding_issue;
        this.notification.add(
            issue || _t("%s is now a customer.", customer.display_name),
            {
                type: issue ? "warning" : "success",
                sticky: Boolean(issue),
                buttons: [
                    {
                        name: _t("Open"),
                        primary: true,
                        onClick: () => this.openCustomer(customer.id),
                    },
                ],
            }
        );
    }

    openCustomer(customerId) {
        this.action.doAction("customer_onboarding.res_partner_customer_action", {
            viewType: "form",
            props: {resId: customerId},
        });
    }
}

patch(NavBar, {
    components: {...NavBar.components, QuickInsert},
});
