package fieldlink.ccm.sim;

import static fieldlink.ccm.sim.Bench.datum;
import static fieldlink.ccm.sim.Bench.relays;
import static fieldlink.ccm.sim.Bench.valve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.Ipv4Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts with which kind of node, as it was run on the reference library and noted in the field. */
class NodeProfileTest {
    private static final Ipv4Address LOW = Ipv4Address.parse("192.168.1.10");
    private static final Ipv4Address HIGH = Ipv4Address.parse("192.168.1.200");

    @ParameterizedTest
    @CsvSource({
        // a stronger priority wins from any address
        "192.168.1.200, 5, true",
        // an equal or lower address wins with any priority
        "192.168.1.10, 29, true",
        "192.168.1.64, 29, true",
        // a higher address with an equal or weaker priority loses
        "192.168.1.200, 10, false",
        "192.168.1.200, 29, false",
    })
    void uardecsTakesTheStrongerPriorityOrTheLowerAddress(String ip, int priority, boolean wins) {
        Bench bench = Bench.with(NodeProfile.UARDECS, relays("window"));
        bench.send(Bench.BRIDGE, datum("VenSdWinrcA", 1, 10, "0"));
        bench.send(Ipv4Address.parse(ip), datum("VenSdWinrcA", 1, priority, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isEqualTo(wins);
    }

    @Test
    void uardecsForgetsARivalAfterItsValidity() {
        Bench bench = Bench.with(NodeProfile.UARDECS, relays("window"));
        bench.send(LOW, datum("VenSdWinrcA", 1, 1, "0"));
        bench.advance(3.1).send(HIGH, datum("VenSdWinrcA", 1, 29, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isTrue();
    }

    @Test
    void uardecsPrefersTheMoreSpecificAddress() {
        Bench bench = Bench.with(NodeProfile.UARDECS, valve(Duration.ofHours(1)));
        bench.send(HIGH, datum("IrrircA", 1, 29, "0"));
        bench.send(LOW, datum("IrrircA", 0, 1, "1"));
        assertThat(bench.advance(0.5).truth("irrigation").running()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<UECS ver=\"1.00-E10\">|1|</UECS>",
                "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10s\">|1|</UECS>",
                "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">| 1|</UECS>",
                "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">|+1|</UECS>",
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void uardecsDropsWhatATolerantReceiverReads(String head, String value, String tail) {
        Bench strict = Bench.with(NodeProfile.UARDECS, relays("window"));
        Bench tolerant = Bench.with(NodeProfile.IDEAL, relays("window"));
        String packet = head + "<DATA type=\"VenSdWinrcA\" room=\"1\" region=\"71\" order=\"1\" priority=\"1\">" + value
                + "</DATA><IP>192.168.1.64</IP>" + tail;
        assertThat(running(strict, packet)).isFalse();
        assertThat(running(tolerant, packet)).isTrue();
    }

    @Test
    void aThresholdNodeHearsNothingWeakerThanItsThreshold() {
        Bench bench = Bench.with(NodeProfile.THRESHOLD, relays("window"));
        bench.send(Bench.BRIDGE, datum("VenSdWinrcA", 1, 10, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isFalse();
        bench.send(Bench.BRIDGE, datum("VenSdWinrcA", 1, 1, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isTrue();
    }

    @Test
    void theThresholdMayBeAnother() {
        Bench bench = Bench.with(NodeProfile.parse("threshold-10"), relays("window"));
        bench.send(Bench.BRIDGE, datum("VenSdWinrcA", 1, 11, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isFalse();
        bench.send(Bench.BRIDGE, datum("VenSdWinrcA", 1, 10, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ideal", "uardecs", "threshold-1", "threshold-30", "m304", "arsprout-notes"})
    void aProfileIsReadByTheWordItShows(String word) {
        assertThat(NodeProfile.parse(word)).hasToString(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ideal", "threshold-", "threshold-31", "threshold--1", "threshold-1x"})
    void anUnknownProfileIsRefused(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeProfile.parse(word));
    }

    @Test
    void anM304RemembersTheStrongestPriorityUntilItIsRebooted() {
        Bench bench = Bench.with(NodeProfile.M304, relays("window"));
        bench.send(LOW, datum("VenSdWinrcA", 1, 1, "0"));
        bench.advance(600).send(LOW, datum("VenSdWinrcA", 1, 10, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isFalse();
        bench.greenhouse.power("node", false);
        bench.greenhouse.power("node", true);
        bench.send(LOW, datum("VenSdWinrcA", 1, 10, "1"));
        assertThat(bench.advance(0.5).truth("window").running()).isTrue();
    }

    @Test
    void anArsproutLooksOnlyAtTheLastValueAndNeedsTheSendersAddress() {
        String open = "<DATA type=\"VenSdWinrcA\" room=\"1\" region=\"71\" order=\"1\" priority=\"1\">1</DATA>";
        String other = "<DATA type=\"IrrircA\" room=\"1\" region=\"71\" order=\"1\" priority=\"1\">1</DATA>";
        String ip = "<IP>192.168.1.64</IP>";
        assertThat(running(arsprout(), envelope(open + ip))).isTrue();
        assertThat(running(arsprout(), envelope(open + other + ip))).isFalse();
        assertThat(running(arsprout(), envelope(open))).isFalse();
    }

    private static Bench arsprout() {
        return Bench.with(NodeProfile.ARSPROUT_NOTES, relays("window"));
    }

    private static String envelope(String content) {
        return "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">" + content + "</UECS>";
    }

    private static boolean running(Bench bench, String packet) {
        bench.bridge.broadcast(CcmPort.VALUES, CcmPayload.of(packet.getBytes(StandardCharsets.UTF_8)));
        return bench.advance(0.5).truth("window").running();
    }
}
