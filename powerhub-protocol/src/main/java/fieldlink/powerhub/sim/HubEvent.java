package fieldlink.powerhub.sim;

import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.WireBytes;

/** Something a simulated hub did, at a moment of its virtual time. */
public sealed interface HubEvent {
    long atMillis();

    /** An output was driven; duty runs from 0 to 8191. */
    record Duty(long atMillis, int channel, int duty) implements HubEvent {}

    /** The hardware was told to fade an output. */
    record Fade(long atMillis, int channel, int duty, int millis) implements HubEvent {}

    /** To the connected client. Not yet cut to what the connection carries. */
    record Notification(long atMillis, HubCharacteristic characteristic, WireBytes value) implements HubEvent {}

    /** Thermal protection switched everything off. */
    record Overheated(long atMillis) implements HubEvent {}

    /** Thermal protection let go; every output's last command was run again. */
    record CooledDown(long atMillis) implements HubEvent {}

    /** To deep sleep; the link is gone. */
    record FellAsleep(long atMillis) implements HubEvent {}

    /** The firmware's assertion fired: the link is gone and the hub starts again. */
    record Crashed(long atMillis, String assertion) implements HubEvent {}

    /** The hub started and advertises. */
    record Booted(long atMillis) implements HubEvent {}
}
