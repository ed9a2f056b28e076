import {expect, test} from "@odoo/hoot";

import {getLaterChanges} from "@customer_onboarding/new_customer_form/new_customer_form";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    hideTab,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Customer extends models.Model {
    name = fields.Char();
    email = fields.Char();
    grant_portal_access = fields.Boolean({default: true});
    send_welcome_mail = fields.Boolean({default: true});
}

defineMailModels();
defineModels([Customer]);

/** Open the form of a new customer; what is sent to be saved becomes a step. */
async function openForm() {
    onRpc("customer", "web_save", ({args}) => expect.step(args[1]));
    onRpc("res.partner", "get_onboarding_notice", ({args}) => {
        expect.step(`told of ${args[0]}`);
        return {message: "Ada was invited.", type: "success", buttons: []};
    });
    await mountView({
        type: "form",
        resModel: "customer",
        arch: `
            <form js_class="new_customer_form">
                <field name="name"/>
                <field name="email"/>
                <field name="grant_portal_access"/>
                <field name="send_welcome_mail"/>
            </form>`,
    });
    await contains("[name=name] input").edit("Ada");
}

test("Save sends the boxes, and tells what became of the customer", async () => {
    await openForm();
    await contains(".o_form_button_save").click();
    expect.verifySteps([
        {name: "Ada", email: false, grant_portal_access: true, send_welcome_mail: true},
        "told of 1",
    ]);
    expect(".o_notification").toHaveText("Ada was invited.");
});

test("a form that is left keeps the customer, without the boxes", async () => {
    await openForm();
    await hideTab();
    expect.verifySteps([{name: "Ada", email: false}]);
    expect(".o_notification").toHaveCount(0);
});

test("later changes are those that were not sent", () => {
    const sent = {
        name: "Ada",
        email: "ada@example.com",
        send_welcome_mail: true,
        child_ids: [[0, "virtual_1", {name: "Bo"}]],
    };
    const later = getLaterChanges(sent, {
        ...sent,
        email: "ada@lovelace.example",
        // a box is no change of a customer who was saved
        send_welcome_mail: false,
        child_ids: [...sent.child_ids, [0, "virtual_2", {name: "Cy"}]],
    });
    expect(later).toEqual({
        email: "ada@lovelace.example",
        child_ids: [[0, "virtual_2", {name: "Cy"}]],
    });
    expect(getLaterChanges(sent, {...sent})).toEqual({});
});
