import {markup} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** First use: a customer is taken on from the top bar. */
registry.category("web_tour.tours").add("customer_onboarding_tour", {
    url: "/odoo",
    steps: () => [
        {
            // once the first screen is there: its arrival closes open dialogs
            trigger: ".o_web_client:has(.o_action_manager > *) .o_quick_insert",
            content: markup(
                _t("<b>Create your first customer.</b> The + is on every screen.")
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=name] input",
            content: _t("Enter the name of the customer."),
            tooltipPosition: "bottom",
            run: "edit Azure Interior",
        },
        {
            trigger: ".modal .o_field_widget[name=email] input",
            content: _t("The welcome mail goes to this address."),
            tooltipPosition: "bottom",
            run: "edit azure.interior@example.com",
        },
        {
            trigger: ".modal .o_form_button_save",
            content: markup(
                _t("<b>Save.</b> A message then tells what happened to the customer.")
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Azure Interior)",
        },
    ],
});
