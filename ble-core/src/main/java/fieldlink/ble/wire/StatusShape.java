package fieldlink.ble.wire;

import fieldlink.ble.AdapterStatus;
import fieldlink.ble.AdapterStatus.Activity;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.LinkStatus;

/** {@code get_status} as the first service answered it, with each field now telling the truth. */
public final class StatusShape {
    private StatusShape() {}

    public static JsonObject write(CentralStatus status, boolean exclusiveControl) {
        boolean connecting = status.links().stream().anyMatch(link -> link.phase() == LinkStatus.Phase.CONNECTING);
        String trouble = trouble(status);
        return JsonObject.with("is_running", Json.of(true))
                .with("adapter_status", trouble.isEmpty() ? "ok" : "warning")
                .with("queue_size", status.queue().waiting())
                .with("last_error", trouble.isEmpty() ? Json.Null.NULL : Json.of(trouble))
                .with("uptime_sec", QueueShape.tenths(status.uptime()))
                .with("active_devices", status.activeDevices())
                .with("active_subscriptions", status.subscriptions().size())
                .with("exclusive_control_enabled", exclusiveControl)
                .with("client_connecting", connecting)
                .build();
    }

    /** What a person should look at; empty when all is well. */
    public static String trouble(CentralStatus status) {
        if (status.adapters().isEmpty()) {
            return "no Bluetooth adapter";
        }
        for (AdapterStatus adapter : status.adapters()) {
            if (adapter.health().failuresInARow() > 0 || adapter.health().needsHelp()) {
                String remark = adapter.health().remark();
                return adapter.info().name() + ": "
                        + (remark.isEmpty() ? adapter.health().failuresInARow() + " failures in a row" : remark);
            }
        }
        boolean allOff = status.adapters().stream().allMatch(adapter -> adapter.activity() == Activity.OFF);
        return allOff ? "every Bluetooth adapter is off" : "";
    }
}
