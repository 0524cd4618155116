package fieldlink.ccm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CcmWriterTest {
    private static final Ipv4Address US = Ipv4Address.parse("192.168.1.64");
    private static final CcmAddress PLACE = CcmAddress.of(1, 71, 2);
    private static final CcmType WINDOW = new CcmType("VenSdWinrcA");

    @Test
    void laysAValueOutAsNodesDo() {
        assertThat(CcmWriter.write(CcmPacket.of(US, new CcmDatum(WINDOW, PLACE, 10, "30")))
                        .text())
                .isEqualTo("<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\"><DATA type=\"VenSdWinrcA\" room=\"1\""
                        + " region=\"71\" order=\"2\" priority=\"10\">30</DATA><IP>192.168.1.64</IP></UECS>");
    }

    /** A written packet lies in a buffer with room behind it, which is no part of it. */
    @Test
    void aWrittenPacketIsTheSameAsItsBytes() {
        CcmPayload written = CcmWriter.write(CcmPacket.of(US, new CcmDatum(WINDOW, PLACE, 10, "30")));
        CcmPayload received = CcmPayload.of(written.toByteArray());
        assertThat(written).isEqualTo(received).hasSameHashCodeAs(received);
        assertThat(written.buffer()).isEqualTo(received.buffer());
        assertThat(written.buffer().remaining()).isEqualTo(written.length()).isEqualTo(received.length());
        assertThat(CcmWriter.write(CcmPacket.of(US, new CcmDatum(WINDOW, PLACE, 10, "31"))))
                .isNotEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VenSdWinSouthUpperopr | 10 | 1 | 30 | 19",
                "Ven SdWin | 10 | 1 | 30 | ' '",
                "VenSdWinrcA | 128 | 1 | 30 | room 128",
                "VenSdWinrcA | 1 | 31 | 30 | priority 31",
                "VenSdWinrcA | 1 | -1 | 30 | priority -1",
                "VenSdWinrcA | 1 | 1 | ON | 'ON'",
                "VenSdWinrcA | 1 | 1 | +30 | '+30'",
                "VenSdWinrcA | 1 | 1 | 3e1 | '3e1'",
                "VenSdWinrcA | 1 | 1 | 2147483647 | 2147483646",
                "VenSdWinrcA | 1 | 1 | 1.00000000000000000 | 16",
            })
    void refusesWhatSomeNodeWouldMisread(String type, int room, int priority, String text, String named) {
        CcmDatum datum = new CcmDatum(new CcmType(type), new CcmAddress(room, 1, 1), priority, text);
        assertThatThrownBy(() -> CcmWriter.write(CcmPacket.of(US, datum)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void refusesMoreThanOneValueAndOneWithoutItsSender() {
        CcmDatum datum = new CcmDatum(WINDOW, PLACE, 10, "30");
        CcmMessage two = new CcmMessage.Values(List.of(datum, datum));
        assertThatThrownBy(() -> CcmWriter.write(new CcmPacket(CcmPacket.VERSION, US, two)))
                .hasMessageContaining("2 values");
        assertThatThrownBy(() -> CcmWriter.write(CcmPacket.of(new CcmMessage.Values(List.of(datum)))))
                .hasMessageContaining("sender's address");
        CcmDatum odd = new CcmDatum(WINDOW, PLACE, 10, "30", Map.of("lv", "A"));
        assertThatThrownBy(() -> CcmWriter.write(CcmPacket.of(US, odd))).hasMessageContaining("lv");
    }

    @Test
    void refusesAPacketThatNodesWouldCutOff() {
        CcmMessage node = new CcmMessage.Node("n".repeat(200), "vendor", "000000000000", "192.168.1.7", "0008DC000001");
        assertThatThrownBy(() -> CcmWriter.write(CcmPacket.of(node)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("299");
    }

    static Stream<CcmMessage> scanMessages() {
        CcmTuple tuple = new CcmTuple(new CcmType("InAirTemp.cMC"), PLACE);
        return Stream.of(
                new CcmMessage.NodeScan(),
                new CcmMessage.CcmScan(3),
                new CcmMessage.Node("<window> & \"co\"", "温室", "010002000001", "192.168.1.7", "0008DC000001"),
                new CcmMessage.CcmPage(1, 2, List.of(new CcmEntry(1, tuple, 29, 1, "C", "S", "A-1S-0"))),
                new CcmMessage.Search(tuple),
                new CcmMessage.Server(tuple, 29, US));
    }

    @ParameterizedTest
    @MethodSource("scanMessages")
    void scanMessagesReadBackAsTheyWereMeant(CcmMessage message) {
        CcmPacket packet = CcmPacket.of(message);
        assertThat(CcmReader.read(CcmWriter.write(packet))).isEqualTo(new CcmParse.Parsed(packet, List.of()));
    }
}
