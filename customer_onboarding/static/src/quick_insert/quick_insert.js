import {Component} from "@odoo/owl";

import {useCommand} from "@web/core/commands/command_hook";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {session} from "@web/session";
import {NavBar} from "@web/webclient/navbar/navbar";

import {QuickInsertDialog, quickContext} from "./quick_insert_dialog";

/**
 * The "+" of the top bar: a new customer from whatever screen, by mouse, by its hotkey
 * or by the command palette; beside it, the first documents of a customer. Whoever may
 * not create customers has none of it.
 */
export class QuickInsert extends Component {
    static template = "customer_onboarding.QuickInsert";
    static components = {Dropdown, DropdownItem};
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.action = useService("action");
        if (!session.quick_insert) {
            return;
        }
        useCommand(_t("New Customer"), () => this.openNewCustomer(), {
            category: "app",
            global: true,
        });
        for (const {name, action} of this.documents) {
            useCommand(name, () => this.action.doAction(action), {
                category: "app",
                global: true,
            });
        }
    }

    /** Whether the user may create customers. */
    get canCreate() {
        return Boolean(session.quick_insert);
    }

    /** The documents that the user may make, each with `name` and `action`. */
    get documents() {
        return session.quick_insert;
    }

    openNewCustomer() {
        this.dialog.add(QuickInsertDialog, {
            title: _t("New Customer"),
            resModel: "res.partner",
            context: quickContext(),
            isForField: false,
        });
    }
}

patch(NavBar, {
    components: {...NavBar.components, QuickInsert},
});
