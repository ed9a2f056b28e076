import {_t} from "@web/core/l10n/translation";
import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Tell while a password is typed how many characters it still needs. */
export class PasswordRule extends Interaction {
    static selector = ".o_clients_welcome:has(.o_password_rule)";
    dynamicContent = {
        "input[name=password]": {"t-on-input": this.tell},
    };

    tell({target}) {
        const left = target.minLength - target.value.length;
        const rule = this.el.querySelector(".o_password_rule");
        rule.classList.toggle("text-success", left <= 0);
        rule.textContent =
            left > 0 ? _t("%s more characters.", left) : _t("Long enough.");
    }
}

registry
    .category("public.interactions")
    .add("customer_onboarding.password_rule", PasswordRule);
