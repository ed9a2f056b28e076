import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

const BOXES = ["grant_portal_access", "send_welcome_mail"];

/** A partner whose boxes are sent only when somebody pressed Save. */
class NewCustomerRecord extends formView.Model.Record {
    _getChanges() {
        const changes = super._getChanges(...arguments);
        if (!this.model.isSavePressed) {
            BOXES.forEach((box) => delete changes[box]);
        }
        return changes;
    }
}

class NewCustomerModel extends formView.Model {
    static Record = NewCustomerRecord;
    isSavePressed = false;
}

/**
 * The form of a customer: pressing Save onboards, leaving the form does not.
 *
 * Odoo saves a record when its form is left (back, breadcrumb, menu, reload, another
 * tab of the browser, the arrow that expands a dialog), however unfinished it is. The
 * customer is kept then, without access and without a mail.
 */
class NewCustomerController extends FormController {
    async saveButtonClicked() {
        this.model.isSavePressed = true;
        try {
            return await super.saveButtonClicked(...arguments);
        } finally {
            this.model.isSavePressed = false;
        }
    }
}

registry.category("views").add("new_customer_form", {
    ...formView,
    Model: NewCustomerModel,
    Controller: NewCustomerController,
});
