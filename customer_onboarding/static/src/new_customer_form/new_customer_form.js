import {useEffect} from "@odoo/owl";

import {HotkeyHint} from "@customer_onboarding/hotkey_hint/hotkey_hint";
import {notifyOnboarded} from "@customer_onboarding/notice/notice";

import {browser} from "@web/core/browser/browser";
import {ConnectionLostError} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

import {isSessionExpired, watchUnsaved} from "./session_expired";

// A call that breaks off because its page is left is no lost connection
let isPageLeft = false;
browser.addEventListener("pagehide", () => (isPageLeft = true));
browser.addEventListener("pageshow", () => (isPageLeft = false));

const BOXES = ["grant_portal_access", "send_welcome_mail"];

/** A partner whose boxes are sent only when somebody pressed Save. */
class NewCustomerRecord extends formView.Model.Record {
    _getChanges() {
        const changes = super._getChanges(...arguments);
        if (!this.model.isSavePressed) {
            BOXES.forEach((box) => delete changes[box]);
        }
        return changes;
    }

    /**
     * Keep what was typed where the server is out of reach, or asks to sign in.
     *
     * Odoo drops the change that it could not ask the server about.
     */
    async _getOnchangeValues() {
        try {
            return await super._getOnchangeValues(...arguments);
        } catch (error) {
            const isLost = error instanceof ConnectionLostError && !isPageLeft;
            if (isLost || isSessionExpired(error)) {
                // nobody waits for this one: it is told as any error
                Promise.reject(error);
                return {};
            }
            throw error;
        }
    }

    /**
     * Save a new customer once, even if the connection breaks before the answer.
     *
     * Nobody knows then whether the server has saved it. So the next attempt looks for
     * it first.
     */
    async _save() {
        const sent = this.resId ? null : this._getChanges();
        if (sent && this.unanswered && (await this._findUnanswered(sent))) {
            return true;
        }
        try {
            return await super._save(...arguments);
        } catch (error) {
            if (sent && error instanceof ConnectionLostError) {
                this.unanswered = sent;
            }
            throw error;
        }
    }

    /**
     * Show the customer that was saved although its answer got lost, if it was, with
     * what was changed since.
     *
     * @param {Object} changes what is on the form now
     * @returns {Promise<Boolean>} whether it was saved
     */
    async _findUnanswered(changes) {
        const {unanswered} = this;
        const domain = [
            ["create_uid", "=", user.userId],
            ["create_date", ">=", "now -1H"],
            ["name", "=", unanswered.name],
            ["email", "=", unanswered.email || false],
        ];
        const [resId] = await this.model.orm.search(this.resModel, domain, {
            order: "id DESC",
            limit: 1,
        });
        delete this.unanswered;
        if (!resId) {
            return false;
        }
        const later = getLaterChanges(unanswered, changes);
        if (Object.keys(later).length) {
            await this.model.orm.write(this.resModel, [resId], later);
        }
        this.dirty = false;
        await this._load({resId, resIds: this.resIds.concat([resId])});
        return true;
    }
}

/**
 * @param {Object} before changes that were sent, the boxes among them
 * @param {Object} after changes of the same form some time later
 * @returns {Object} what differs; of commands, those that are new
 */
export function getLaterChanges(before, after) {
    const later = {};
    for (const [name, value] of Object.entries(after)) {
        if (BOXES.includes(name) || isSame(before[name], value)) {
            continue;
        }
        later[name] = Array.isArray(value)
            ? value.filter((one) => !before[name]?.some((other) => isSame(one, other)))
            : value;
    }
    return later;
}

function isSame(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
}

class NewCustomerModel extends formView.Model {
    static Record = NewCustomerRecord;
    isSavePressed = false;
}

/**
 * The form of a customer: pressing Save onboards, leaving the form does not.
 *
 * Odoo saves a record when its form is left (back, breadcrumb, menu, reload, another
 * tab of the browser, the arrow that expands a dialog), however unfinished it is. The
 * customer is kept then, without access and without a mail.
 */
class NewCustomerController extends FormController {
    static components = {...FormController.components, HotkeyHint};

    setup() {
        super.setup();
        watchUnsaved(() => this.model.root?.dirty);
        if (this.env.inDialog) {
            // for a dialog that asks before it drops what was typed
            this.env.dialogData.isTyped = () => this.model.root.isDirty();
            // the next customer begins with its name, too
            useEffect(
                () => this.rootRef.el.querySelector("[name=name] input")?.focus(),
                () => [this.model.root.id]
            );
        }
    }

    async saveButtonClicked() {
        const isNew = !this.model.root.resId;
        this.model.isSavePressed = true;
        try {
            return await super.saveButtonClicked(...arguments);
        } finally {
            this.model.isSavePressed = false;
            const {resId} = this.model.root;
            // a dialog tells what became of it itself
            if (isNew && resId && !this.env.inDialog) {
                notifyOnboarded(this.env, resId);
            }
        }
    }
}

registry.category("views").add("new_customer_form", {
    ...formView,
    Model: NewCustomerModel,
    Controller: NewCustomerController,
});
