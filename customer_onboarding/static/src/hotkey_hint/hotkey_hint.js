import {Component} from "@odoo/owl";

import {isMacOS} from "@web/core/browser/feature_detection";

const NAMES = {alt: "Alt", control: "Ctrl", shift: "Shift", escape: "Esc"};
// what Odoo takes for these keys there
const MAC_NAMES = {...NAMES, alt: "Ctrl", control: "⌘"};

/**
 * A hotkey, for those who have a keyboard: "alt+s" shows as Alt+S.
 */
export class HotkeyHint extends Component {
    static template = "customer_onboarding.HotkeyHint";
    static props = {hotkey: String};

    get text() {
        const names = isMacOS() ? MAC_NAMES : NAMES;
        return this.props.hotkey
            .split("+")
            .map((key) => names[key] || key[0].toUpperCase() + key.slice(1))
            .join("+");
    }
}
