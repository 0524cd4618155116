package fieldlink.ble.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleSettings;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the daemon has heard, on virtual time. */
class ScanMirrorTest {
    private final VirtualLoop loop = new VirtualLoop(Instant.EPOCH);
    private final SimulatedAir air = SimulatedAir.on(loop);

    /** It counts as available for two and a half of its pauses; a look-up promises what was heard just now. */
    @Test
    void aDeviceThatSpeaksRarelyIsLookedUpOnlyWhileItsSightingIsFresh() {
        air.plug(new AdapterName("hci0"), DeviceAddress.parse("02:00:00:00:00:01"), 5);
        SimulatedDevice device = air.place(DaemonWorld.DEVICE, DaemonWorld.definition(), DaemonWorld.battery());
        device.interval(Duration.ofSeconds(6));
        BleSession session = BleSession.on(loop, loop::execute, air.radio(), BleSettings.DEFAULT);
        ScanMirror mirror = new ScanMirror(
                session.client("daemon"),
                Runnable::run,
                session.settings().scan().cacheTtl(),
                () -> loop.now().toNanos());
        List<ScanEvent> unavailable = new ArrayList<>();
        mirror.watch(event -> {
            if (event instanceof ScanEvent.Unavailable) {
                unavailable.add(event);
            }
        });
        loop.advance(Duration.ofSeconds(60));
        assertThat(find(mirror)).isTrue();

        // It was heard six seconds ago.
        device.vanish();
        loop.advance(Duration.ofSeconds(5));

        assertThat(find(mirror)).isFalse();
        assertThat(mirror.list(ScanFilter.ALL)).isEmpty();
        assertThat(unavailable).isEmpty();
        loop.advance(Duration.ofSeconds(6));
        assertThat(unavailable).hasSize(1);
    }

    private static boolean find(ScanMirror mirror) {
        return mirror.find(DaemonWorld.DEVICE.value()).isPresent();
    }
}
