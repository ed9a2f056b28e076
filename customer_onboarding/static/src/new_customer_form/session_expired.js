import {onWillUnmount} from "@odoo/owl";

import {browser} from "@web/core/browser/browser";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const EXPIRED = "odoo.http.SessionExpiredException";
// functions that tell whether an open form has changes that are not saved
const watched = new Set();
let isTold = false;

/**
 * @param {Error} error of a call
 * @returns {Boolean} whether the server asks to sign in again
 */
export function isSessionExpired(error) {
    return error?.exceptionName === EXPIRED;
}

/**
 * Hook: keep a form when the session expires.
 *
 * @param {Function} isUnsaved returns whether the form has changes
 */
export function watchUnsaved(isUnsaved) {
    watched.add(isUnsaved);
    onWillUnmount(() => watched.delete(isUnsaved));
}

/**
 * Offer to sign in elsewhere when the session expires over a form that is not saved.
 *
 * Odoo's own dialog reloads the page, and what was typed is gone.
 *
 * @param {Object} env the environment of the web client
 * @param {Error} error what nobody caught
 * @param {Error} originalError its cause
 * @returns {Boolean} whether it is handled here
 */
export function sessionExpiredHandler(env, error, originalError) {
    const isUnsaved = () => [...watched].some((isFormUnsaved) => isFormUnsaved());
    if (!isSessionExpired(originalError) || !isUnsaved()) {
        return false;
    }
    // a form is saved when its tab is left: to sign in, for example
    if (!isTold && document.visibilityState !== "hidden") {
        isTold = true;
        env.services.dialog.add(
            ConfirmationDialog,
            {
                title: _t("Your session has expired"),
                body: _t(
                    "What you entered is still here. Sign in again in the new tab, " +
                        "then come back to this one and press Save."
                ),
                confirmLabel: _t("Sign In"),
                confirm: () => browser.open("/web/login", "_blank"),
                cancelLabel: _t("Close"),
                cancel: () => {},
            },
            {
                onClose: () => {
                    isTold = false;
                },
            }
        );
    }
    return true;
}

// before Odoo's own, which is 97
registry
    .category("error_handlers")
    .add("customer_onboarding.session_expired", sessionExpiredHandler, {sequence: 96});
