import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * The language on the account page: saved as soon as it is chosen. Where something was
 * entered in the form of the address, which it belongs to, it is saved with that.
 */
export class PortalLanguage extends Interaction {
    static selector = ".o_portal_language";
    dynamicSelectors = {
        ...this.dynamicSelectors,
        _form: () => this.el.querySelector("select")?.form,
    };
    dynamicContent = {
        _form: {"t-on-input": () => (this.isAddressEdited = true)},
        select: {"t-on-change": this.save},
        ".o_portal_lang_at_once": {
            "t-att-class": () => ({"d-none": this.isAddressEdited}),
        },
        ".o_portal_lang_with_address": {
            "t-att-class": () => ({"d-none": !this.isAddressEdited}),
        },
    };
    isAddressEdited = false;

    save() {
        if (this.isAddressEdited) {
            return;
        }
        const {form} = this.el.querySelector("select");
        form.action = "/my/account/language";
        // Without checking the address, which is not saved
        form.submit();
    }
}

registry
    .category("public.interactions")
    .add("customer_onboarding.portal_language", PortalLanguage);
