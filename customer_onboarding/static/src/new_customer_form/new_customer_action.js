import {registry} from "@web/core/registry";

/**
 * Open the form of a new customer above the list, which its breadcrumb leads back to.
 *
 * It is the state of the address /odoo/clients/new. A window action with a form alone
 * has nothing to lead back to.
 *
 * @param {Object} env
 */
async function openNewCustomer(env) {
    // the path of the customers' action
    const list = {action: "clients"};
    const form = {...list, resId: "new"};
    // its answer is no action to go on with
    await env.services.action.loadState({...form, actionStack: [list, form]});
}

registry.category("actions").add("customer_onboarding.new_customer", openNewCustomer);
