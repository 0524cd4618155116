package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmParse.Malformed;
import fieldlink.ccm.CcmParse.Parsed;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The hand-written scanner against the JDK's parser, and against noise. */
class CcmReaderPropertiesTest {
    /** What is no XML and accepted all the same. */
    private static final Set<CcmWarning> TOLERATED =
            EnumSet.of(CcmWarning.TRAILING_GARBAGE, CcmWarning.ODD_DECL, CcmWarning.NUL, CcmWarning.LEAD_WS);

    @Property
    void readsWhatTheJdksParserReads(@ForAll("packets") String packet) {
        StaxReading oracle = StaxReading.of(packet).orElseThrow();
        assertThat(CcmReader.read(CcmPayload.of(packet.getBytes(UTF_8))))
                .isInstanceOfSatisfying(Parsed.class, parsed -> {
                    assertThat(parsed.packet().version()).isEqualTo(Optional.ofNullable(oracle.version()));
                    assertThat(parsed.packet().ip().map(Object::toString)).isEqualTo(Optional.ofNullable(oracle.ip()));
                    assertThat(parsed.packet().message()).isEqualTo(new CcmMessage.Values(oracle.data()));
                });
    }

    /** A piece changed, dropped or put in: what the JDK's parser refuses is refused, or a tolerance names itself. */
    @Property
    void trustsNoPacketThatTheJdksParserRefuses(
            @ForAll("packets") String packet,
            @ForAll @IntRange(max = 10_000) int where,
            @ForAll("noise") String noise) {
        int at = where % packet.length();
        int keepFrom = Math.min(packet.length(), at + where % 3);
        String damaged = packet.substring(0, at) + noise + packet.substring(keepFrom);
        if (StaxReading.of(damaged).isEmpty()) {
            CcmParse parse = CcmReader.read(CcmPayload.of(damaged.getBytes(UTF_8)));
            assertThat(parse instanceof Malformed || parse.warnings().stream().anyMatch(TOLERATED::contains))
                    .as(damaged)
                    .isTrue();
        }
    }

    @Property
    void neverThrowsOnNoise(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(CcmReader.read(bytes, 0, bytes.length)).isNotNull();
    }

    @Property
    void neverThrowsOnTornMarkup(@ForAll("markup") List<String> pieces) {
        byte[] bytes = String.join("", pieces).getBytes(UTF_8);
        assertThat(CcmReader.read(bytes, 0, bytes.length)).isNotNull();
    }

    /** No beginning of a packet may pass for the whole. */
    @Property
    void refusesEveryBeginningOfAPacket(@ForAll("packets") String packet, @ForAll @IntRange(max = 10_000) int where) {
        int envelopeEnd = packet.lastIndexOf('>');
        String torn = packet.substring(0, where % envelopeEnd);
        assertThat(CcmReader.read(CcmPayload.of(torn.getBytes(UTF_8)))).as(torn).isInstanceOf(Malformed.class);
    }

    @Property
    void readsBackWhatTheWriterWrites(@ForAll("sendable") CcmDatum datum, @ForAll int ip) {
        CcmPacket packet = CcmPacket.of(new Ipv4Address(ip), datum);
        CcmPayload payload = CcmWriter.write(packet);
        assertThat(payload.length()).isLessThanOrEqualTo(CcmPacket.MAX_SENT_BYTES);
        assertThat(CcmReader.read(payload)).isEqualTo(new Parsed(packet, List.of()));
    }

    /** The quick way through the usual layout: one more space sends the same packet the long way. */
    @Property
    void readsTheUsualLayoutAsItReadsAnyOther(
            @ForAll("sendable") CcmDatum datum,
            @ForAll int ip,
            @ForAll @IntRange(max = 10_000) int where,
            @ForAll("damage") String damage) {
        String packet =
                CcmWriter.write(CcmPacket.of(new Ipv4Address(ip), datum)).text();
        int head = packet.indexOf("<DATA");
        int at = head + where % (packet.length() + 1 - head);
        String damaged = packet.substring(0, at) + damage + packet.substring(at);
        String longWay = damaged.replaceFirst("<UECS ver", "<UECS  ver");
        CcmParse quick = CcmReader.read(CcmPayload.of(damaged.getBytes(UTF_8)));
        CcmParse thorough = CcmReader.read(CcmPayload.of(longWay.getBytes(UTF_8)));
        if (quick instanceof Malformed refused && thorough instanceof Malformed other) {
            assertThat(refused.defect()).isEqualTo(other.defect());
        } else {
            assertThat(quick).as(damaged).isEqualTo(thorough);
        }
    }

    @Provide
    Arbitrary<String> damage() {
        return Arbitraries.of(
                "", "0", "9", "-", ".", "+", " ", "x", "\"", "&", "<", "12345", "é", "<!-- c -->", "\n", "\0", " \r\n");
    }

    @Provide
    Arbitrary<String> packets() {
        Arbitrary<String> space = Arbitraries.of("", "", " ", "\n  ", "\t", "<!-- c -->", "\r\n");
        Arbitrary<List<String>> elements = Combinators.combine(
                        dataElement().list().ofMinSize(1).ofMaxSize(3), space)
                .as((list, gap) -> list.stream().map(element -> gap + element).toList());
        Arbitrary<String> ip =
                Arbitraries.of("", "<IP>192.168.1.71</IP>", "<IP>\n10.0.0.1 </IP>", "<X a='1'>y<Z/></X>");
        Arbitrary<String> head = Arbitraries.of(
                "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">",
                "<?xml version=\"1.0\"?>\n<UECS ver = '1.00-E10' >",
                "<UECS>");
        return Combinators.combine(head, elements, ip, space)
                .as((start, data, address, gap) -> start + String.join("", data) + gap + address + "</UECS>");
    }

    private static Arbitrary<String> dataElement() {
        Arbitrary<String> type = Arbitraries.of("VenSdWinrcA", "InAirTemp.cMC", "Relayopr.4.aXX", "a&amp;b", "気温");
        Arbitrary<String> value = Arbitraries.of(
                "45",
                "-0.5",
                " 20.3\n",
                "<![CDATA[4]]>5",
                "&#52;5",
                "&#x34;<!-- x -->5",
                "ON",
                "\r\n53\r\n",
                "a\rb",
                "４５",
                "1<X>2</X>3",
                "");
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 30_000);
        Arbitrary<String> extra = Arbitraries.of("", " lv=\"A\"", " cast='a\tb' unit=\"&#176;C\"");
        return Combinators.combine(type, number, number, value, extra, Arbitraries.of("\"", "'"))
                .as((name, order, priority, text, more, quote) -> ("<DATA type=\"" + name + "\" room='1'" + more
                                        + "\n region=\"71\" order=\"" + order + "\" priority=\"" + priority + "\">")
                                .replace("\"71\"", quote + "71" + quote)
                        + text + "</DATA>");
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of("<", ">", "&", "\"", "'", "/", "x", "</DATA>", "<DATA>", "=", " ", "-", "é");
    }

    @Provide
    Arbitrary<List<String>> markup() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "</",
                        "/>",
                        "<UECS",
                        "<DATA",
                        "</DATA>",
                        "</UECS>",
                        " type=",
                        "\"x\"",
                        "'",
                        "&",
                        "&#",
                        ";",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<!DOCTYPE",
                        "<?xml",
                        "?>",
                        "45",
                        "\0",
                        "\uFEFF",
                        "<CCM",
                        "<NODE>",
                        "<IP>",
                        " No=\"999999999999\"")
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<CcmDatum> sendable() {
        Arbitrary<CcmType> type = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("0123456789._")
                .ofMinLength(1)
                .ofMaxLength(CcmType.MAX_LENGTH)
                .map(CcmType::new);
        Arbitrary<CcmAddress> address = Combinators.combine(
                        Arbitraries.integers().between(0, 127),
                        Arbitraries.integers().between(0, 127),
                        Arbitraries.integers().between(0, 30_000))
                .as(CcmAddress::of);
        Arbitrary<String> text =
                Arbitraries.doubles().between(-20_000, 20_000).map(value -> CcmNumber.format(value, 2));
        return Combinators.combine(type, address, Arbitraries.integers().between(0, 30), text)
                .as(CcmDatum::new);
    }
}
