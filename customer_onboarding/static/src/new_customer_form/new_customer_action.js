import {registry} from "@web/core/registry";

// the path of the customers' action
const CUSTOMERS = "clients";

/**
 * Open the form of a new customer above the list, which its breadcrumb leads back to.
 *
 * It is the state of the address /odoo/clients/new. A window action with a form alone
 * has nothing to lead back to.
 *
 * @param {Object} env
 * @returns {Promise}
 */
function openNewCustomer(env) {
    const form = {action: CUSTOMERS, resId: "new"};
    return env.services.action.loadState({
        ...form,
        actionStack: [{action: CUSTOMERS}, form],
    });
}

registry.category("actions").add("customer_onboarding.new_customer", async (env) => {
    await openNewCustomer(env);
});
