import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";

import {notifyOnboarded} from "@customer_onboarding/notice/notice";

/**
 * What the short form of a new customer is opened with.
 *
 * @param {Object} [context] of the field or screen that asks for it
 */
export function quickContext(context = {}) {
    return {
        default_is_company: true,
        ...context,
        new_customer_form: true,
        res_partner_search_mode: "customer",
        form_view_ref: "customer_onboarding.res_partner_customer_view_form_quick",
    };
}

/** A dialog that asks before Escape or its cross drops what was typed. */
export class AskingDialog extends Dialog {
    async dismiss() {
        // the form in it says so, see NewCustomerController
        if (!(await this.data.isTyped?.()) || (await this.askToDiscard())) {
            return super.dismiss();
        }
    }

    askToDiscard() {
        return new Promise((resolve) =>
            this.env.services.dialog.add(ConfirmationDialog, {
                title: _t("Discard this customer?"),
                body: _t("Nothing of what you typed is saved yet."),
                confirmLabel: _t("Discard"),
                confirm: () => resolve(true),
                cancelLabel: _t("Keep Editing"),
                cancel: () => resolve(false),
            })
        );
    }
}

/**
 * The short form of a new customer: from the top bar, which goes on to the next
 * customer or to the whole form, or from a customer field, which takes the customer.
 */
export class QuickInsertDialog extends FormViewDialog {
    static components = {...FormViewDialog.components, Dialog: AskingDialog};
    static props = {
        ...FormViewDialog.props,
        isForField: {type: Boolean, optional: true},
    };
    static defaultProps = {
        ...FormViewDialog.defaultProps,
        expandedFormRef: "customer_onboarding.res_partner_customer_view_form",
        isForField: true,
    };

    setup() {
        super.setup();
        this.viewProps.context = quickContext(this.props.context);
        this.viewProps.buttonTemplate = this.props.isForField
            ? "customer_onboarding.QuickInsert.FieldButtons"
            : "customer_onboarding.QuickInsert.Buttons";
    }

    /**
     * Say what became of the customer; go on as the button said.
     *
     * @param {Object} record the saved customer, as the form holds it
     * @param {Object} params as of the form's `saveButtonClicked`
     */
    async onRecordSaved(record, params = {}) {
        const {resId} = record;
        if (params.saveAndNew) {
            this.currentResId = false;
            await record.model.load({resId: false, context: this.viewProps.context});
        } else {
            this.props.close();
        }
        if (params.saveAndOpen) {
            await this.openCustomer(resId);
        }
        const open = {name: _t("Open"), run: () => this.openCustomer(resId)};
        // not waited for: the customer is saved, whatever becomes of the notice
        notifyOnboarded(this.env, resId, {
            buttons: this.props.isForField || params.saveAndOpen ? [] : [open],
            isAside: this.props.isForField,
        });
    }

    openCustomer(customerId) {
        // not useService: the dialog is closed by then
        return this.env.services.action.doAction(
            "customer_onboarding.res_partner_customer_action",
            {viewType: "form", props: {resId: customerId}}
        );
    }
}
