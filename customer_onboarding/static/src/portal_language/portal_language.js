import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * The language on the account page: saved alone by its button. It is part of the form of
 * the address, which saves it as well.
 */
export class PortalLanguage extends Interaction {
    static selector = ".o_portal_language";
    dynamicContent = {
        button: {"t-on-click": this.save},
    };

    save() {
        const {form} = this.el.querySelector("select");
        form.action = "/my/account/language";
        // Without checking the address, which is not saved
        form.submit();
    }
}

registry
    .category("public.interactions")
    .add("customer_onboarding.portal_language", PortalLanguage);
