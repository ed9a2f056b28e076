import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * Call a method of the server, and do the action that it returns.
 *
 * @param {Object} env
 * @param {Object} call model, method, args and context
 */
async function callAndDo(env, {model, method, args, context}) {
    const action = await env.services.orm.call(model, method, args, {context});
    if (action) {
        await env.services.action.doAction(action);
    }
}

/**
 * Show a notification whose buttons open an action or call the server.
 *
 * @param {Object} env
 * @param {Object} params as `_prepare_notice` of `res.partner` makes them; a button
 *   of the client itself has a function `run`
 */
export function showNotice(env, {message, type, sticky, buttons = []}) {
    const close = env.services.notification.add(message, {
        type,
        sticky,
        // time to read, and to reach a button
        ...(buttons.length && {autocloseDelay: 10000}),
        buttons: buttons.map(({name, action, call, run, reload}, index) => ({
            name,
            primary: !index,
            onClick: async () => {
                close();
                if (run) {
                    await run();
                } else if (action) {
                    await env.services.action.doAction(action);
                } else {
                    await callAndDo(env, call);
                }
                if (reload) {
                    await env.services.action.doAction("soft_reload");
                }
            },
        })),
    });
}

/**
 * Say what became of a customer that was just saved, and offer the next steps.
 *
 * @param {Object} env
 * @param {Number} customerId
 * @param {Object} [options]
 * @param {Object[]} [options.buttons] those to show first, as `showNotice` takes them
 * @param {Boolean} [options.isAside] the customer was needed for what is on the screen,
 *   which stays as it is
 */
export async function notifyOnboarded(env, customerId, {buttons = [], isAside} = {}) {
    const notice = await env.services.orm.call(
        "res.partner",
        "get_onboarding_notice",
        [[customerId]],
        {next_steps: !isAside}
    );
    const own = notice.buttons.map((button) => ({
        ...button,
        reload: button.reload && !isAside,
    }));
    showNotice(env, {...notice, buttons: [...buttons, ...own]});
}

registry.category("actions").add("customer_onboarding.notice", (env, {params}) => {
    showNotice(env, params);
    return params.next;
});

/** Ask before the server does what `params.call` says. */
registry.category("actions").add("customer_onboarding.ask", (env, {params}) => {
    env.services.dialog.add(ConfirmationDialog, {
        title: params.title,
        body: params.message,
        confirmLabel: params.confirm,
        confirm: () => callAndDo(env, params.call),
        cancelLabel: _t("Cancel"),
        cancel: () => {},
    });
});

/** Put a link into the clipboard; where the browser refuses, show it. */
registry
    .category("actions")
    .add("customer_onboarding.copy_link", async (env, {params}) => {
        try {
            await browser.navigator.clipboard.writeText(params.url);
        } catch {
            env.services.dialog.add(ConfirmationDialog, {
                title: _t("Copy Link"),
                body: params.url,
                confirmLabel: _t("Close"),
            });
            return;
        }
        env.services.notification.add(params.message, {type: "success"});
    });
