import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";
import {user} from "@web/core/user";

/**
 * Print more documents than fit into one run: part by part, telling how far it is,
 * and then as one file.
 *
 * @param {Number} job id of the customer.document.print.job
 * @param {Number} total number of documents
 * @param {Object} env
 */
async function printInParts(job, total, env) {
    const {orm, ui} = env.services;
    const tell = (done) => {
        const message = _t("Printed %(done)s of %(total)s…", {done, total});
        ui.block({message});
    };
    let done = 0;
    while (done < total) {
        tell(done);
        try {
            [done] = await orm.call("customer.document.print.job", "print_part", [
                [job],
            ]);
        } finally {
            ui.unblock();
        }
    }
    browser.location.assign(`/customer_onboarding/printed/${job}`);
}

/**
 * Before staff get a PDF: is there something to ask, and does it take several runs?
 * Neither, as long as all sheets come out in the language of the settings and are few.
 *
 * @param {Object} action of type ir.actions.report
 * @param {Object} options of doAction
 * @param {Object} env
 * @returns {Promise<Boolean>} whether this took the place of the usual print
 */
export async function printCustomerDocuments(action, options, env) {
    const context = action.context || {};
    const ids = context.active_ids || [];
    // The server says so in the action: other reports cost no request
    const atOnce = action.customer_documents_per_run;
    if (!atOnce || action.report_type !== "qweb-pdf" || !ids.length) {
        return false;
    }
    const {orm} = env.services;
    if (!context.customer_document_dialog_done) {
        const dialog = await orm.call("customer.document.print", "get_print_dialog", [
            action.report_name,
            ids,
        ]);
        if (dialog) {
            await env.services.action.doAction(dialog, {onClose: options.onClose});
            return true;
        }
    }
    if (ids.length <= atOnce) {
        return false;
    }
    const job = await orm.call(
        "customer.document.print.job",
        "start",
        [action.report_name, ids],
        {context: {...user.context, ...context}}
    );
    if (!job || (await rpc("/report/check_wkhtmltopdf")) !== "ok") {
        return false;
    }
    await printInParts(job, ids.length, env);
    return true;
}

registry
    .category("ir.actions.report handlers")
    .add("customer_onboarding.documents", printCustomerDocuments, {sequence: 90});
