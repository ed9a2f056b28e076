import {patch} from "@web/core/utils/patch";
import {Many2XAutocomplete} from "@web/views/fields/relational_utils";

import {QuickInsertDialog, quickContext} from "./quick_insert_dialog";

/**
 * *Create…* and *Create and edit…* of a field for customers open the short form of a
 * new customer. Odoo's quotations and invoices say by the context of the field whom it
 * is for; the same field of a bill takes vendors.
 */
patch(Many2XAutocomplete.prototype, {
    get isForCustomers() {
        const {resModel, isToMany, context} = this.props;
        return (
            resModel === "res.partner" &&
            !isToMany &&
            context.res_partner_search_mode === "customer" &&
            !context.form_view_ref
        );
    },

    get createDialog() {
        return this.isForCustomers ? QuickInsertDialog : super.createDialog;
    },

    getCreationContext() {
        const context = super.getCreationContext(...arguments);
        return this.isForCustomers ? quickContext(context) : context;
    },
});
