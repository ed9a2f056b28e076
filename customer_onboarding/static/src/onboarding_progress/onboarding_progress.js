import {Component, onWillDestroy, xml} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

// Milliseconds between two looks, in case the bus is not there
const INTERVAL = 4000;

/**
 * Shows nothing, and loads the batch again while it runs: whenever the server says that
 * it went on, and every few seconds.
 */
export class OnboardingProgress extends Component {
    static template = xml``;
    static props = {...standardWidgetProps};

    setup() {
        this.bus = useService("bus_service");
        const onProgress = ({id}) => id === this.props.record.resId && this.load();
        this.bus.subscribe("customer_onboarding.progress", onProgress);
        const timer = setInterval(() => this.load(), INTERVAL);
        onWillDestroy(() => {
            clearInterval(timer);
            this.bus.unsubscribe("customer_onboarding.progress", onProgress);
        });
    }

    async load() {
        const {record} = this.props;
        if (this.loading || record.data.state !== "running" || record.dirty) {
            return;
        }
        this.loading = true;
        try {
            await record.load();
        } finally {
            this.loading = false;
        }
    }
}

registry
    .category("view_widgets")
    .add("onboarding_progress", {component: OnboardingProgress});
