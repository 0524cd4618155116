package fieldlink.ccm.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {
    private static final int PACKETS = 10_000;

    private final VirtualTime time = new VirtualTime();
    private final List<CcmPayload> arrived = new ArrayList<>();

    @Test
    void losesAboutAsManyAsAskedFor() {
        carry(NetworkFaults.losing(0.1));
        assertThat(arrived).hasSizeBetween(PACKETS * 87 / 100, PACKETS * 93 / 100);
    }

    @Test
    void anOutageSwallowsWhatComesWithinIt() {
        carry(new NetworkFaults(0, 0.001, Duration.ofMillis(500), 0, Duration.ZERO, 0));
        List<Integer> orders = orders();
        long gaps = IntStream.range(1, orders.size())
                .filter(i -> orders.get(i) - orders.get(i - 1) >= 50)
                .count();
        assertThat(gaps).isGreaterThan(3);
    }

    @Test
    void doublesDelaysAndReorders() {
        carry(new NetworkFaults(0, 0, Duration.ZERO, 0.5, Duration.ofMillis(100), 0));
        assertThat((double) arrived.size() / PACKETS).isCloseTo(1.5, within(0.05));
        assertThat(orders()).isNotEqualTo(orders().stream().sorted().toList());
    }

    @Test
    void corruptsSingleBits() {
        carry(new NetworkFaults(0, 0, Duration.ZERO, 0, Duration.ZERO, 1));
        assertThat(arrived).hasSize(PACKETS).noneMatch(payload -> payload.equals(packet(1)));
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> NetworkFaults.losing(10)).hasMessageContaining("loss 10.0");
        assertThatThrownBy(() -> NetworkFaults.losing(Double.NaN)).hasMessageContaining("NaN");
    }

    /** One packet every 10 ms, told apart by its order. */
    private void carry(NetworkFaults faults) {
        FaultyLink link = new FaultyLink(faults, new Random(1), time);
        for (int i = 1; i <= PACKETS; i++) {
            link.carry(packet(i), arrived::add);
            time.advance(Duration.ofMillis(10));
        }
        time.advance(Duration.ofSeconds(1));
    }

    private List<Integer> orders() {
        return arrived.stream()
                .map(payload -> Integer.parseInt(payload.text().replaceAll(".*order=\"(\\d+)\".*", "$1")))
                .toList();
    }

    private static CcmPayload packet(int order) {
        return CcmWriter.write(CcmPacket.of(Bench.BRIDGE, Bench.datum("VenSdWinrcA", order, 1, "1")));
    }
}
