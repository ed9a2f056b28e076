import {patch} from "@web/core/utils/patch";
import {FormLabel} from "@web/views/form/form_label";

// what a field is filled through
const FILLED = {portal_area_ids: "portal_off_area_ids"};

/** A field's value as the server keeps it in customer_group_profile. */
function toJson(value) {
    if (value && value.currentIds) {
        return JSON.stringify([...value.currentIds].sort((a, b) => a - b));
    }
    return JSON.stringify((value && value.id) || value || false);
}

patch(FormLabel.prototype, {
    /** The name of the customer group that filled the field, while it still holds that. */
    get customerGroupOrigin() {
        const {record, fieldName} = this.props;
        const name = FILLED[fieldName] || fieldName;
        const filled = record.data.customer_group_profile?.[name];
        const holds = filled && toJson(record.data[name]) === toJson(filled.value);
        return holds ? filled.group : false;
    },
});
