package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmParse.Malformed;
import fieldlink.ccm.CcmParse.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CcmReaderTest {
    private static final String HEAD = "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">";
    private static final String VALUE =
            "<DATA type=\"VenSdWinopr\" room=\"1\" region=\"71\" order=\"1\" priority=\"1\">45</DATA>";
    private static final String TAIL = "<IP>192.168.1.71</IP></UECS>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE UECS [<!ENTITY x \"45\">]>",
                "<!DOCTYPE UECS SYSTEM \"file:///etc/passwd\">",
                "<!ENTITY x \"45\">"
            })
    void refusesDocumentTypesAndEntities(String declaration) {
        String afterDeclaration = "<?xml version=\"1.0\"?>" + declaration + "<UECS ver=\"1.00-E10\">" + VALUE + TAIL;
        assertThat(defect(afterDeclaration)).isEqualTo(CcmDefect.DTD_FORBIDDEN);
        assertThat(defect(HEAD + declaration + VALUE + TAIL)).isEqualTo(CcmDefect.DTD_FORBIDDEN);
        assertThat(defect(HEAD + VALUE.replace("45", declaration) + TAIL)).isEqualTo(CcmDefect.DTD_FORBIDDEN);
    }

    @Test
    void anEntityOfTheDocumentsOwnIsUnknown() {
        assertThat(defect(HEAD + VALUE.replace("45", "&x;") + TAIL)).isEqualTo(CcmDefect.NOT_XML);
    }

    /** Joining what stands on both sides would make another number of it. */
    @Test
    void aNulInsideAValueIsNotBridged() {
        assertThat(defect(HEAD + VALUE.replace("45", "4\0005") + TAIL)).isEqualTo(CcmDefect.NOT_XML);
    }

    @Test
    void paddingBehindAPacketIsCutOff() {
        assertThat(read(HEAD + VALUE + TAIL + "\0\0\0\0"))
                .isInstanceOfSatisfying(
                        Parsed.class, parsed -> assertThat(parsed.warnings()).containsExactly(CcmWarning.NUL));
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        assertThat(defect("<UECS>" + "<a>".repeat(1000))).isEqualTo(CcmDefect.NOT_XML);
    }

    @Test
    void aRefusalSaysWhere() {
        String torn = HEAD + "<DATA type=\"A\" type=\"B\">1</DATA>" + TAIL;
        assertThat(read(torn)).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.detail()).contains("'type'", "twice");
            assertThat(malformed.offset()).isBetween(HEAD.length(), torn.length());
        });
    }

    @ParameterizedTest
    @CsvSource({"nan", "inf", "Infinity", "4_5", "0x2d", "4.5.6", "4 5", "1e999", "-", ".", "e5", "1e", "45f", "1d"})
    void onlyDecimalsAreNumbers(String text) {
        CcmDatum datum = new CcmDatum(new CcmType("Irri"), new CcmAddress(1, 1, 1), 1, text);
        assertThat(datum.number()).isEmpty();
    }

    @Test
    void readsAPageOfANodesValues() {
        CcmParse parse = read(HEAD + "<CCMNUM page=\"1\" total=\"3\">2</CCMNUM>"
                + "<CCM No=\"1\" room=\"1\" region=\"2\" order=\"3\" priority=\"29\" cast=\"1\" unit=\"C\" SR=\"S\" LV=\"A-1S-0\">InAirTemp</CCM>"
                + "<CCM No=\"2\" room=\"1\" region=\"2\" order=\"3\" priority=\"1\" cast=\"0\" unit=\"\" SR=\"R\" LV=\"A_10S_0\">VenRfWinrcA</CCM>"
                + "</UECS>");
        assertThat(parse).isInstanceOfSatisfying(Parsed.class, parsed -> {
            CcmMessage.CcmPage page = (CcmMessage.CcmPage) parsed.packet().message();
            assertThat(page.total()).isEqualTo(3);
            assertThat(page.entries())
                    .containsExactly(
                            entry(1, "InAirTemp", 29, 1, "C", "S", "A-1S-0"),
                            entry(2, "VenRfWinrcA", 1, 0, "", "R", "A_10S_0"));
        });
    }

    private static CcmEntry entry(
            int number, String type, int priority, int cast, String unit, String direction, String level) {
        CcmTuple tuple = new CcmTuple(new CcmType(type), new CcmAddress(1, 2, 3));
        return new CcmEntry(number, tuple, priority, cast, unit, direction, level);
    }

    private static CcmParse read(String xml) {
        return CcmReader.read(CcmPayload.of(xml.getBytes(UTF_8)));
    }

    private static CcmDefect defect(String xml) {
        assertThat(read(xml)).isInstanceOf(Malformed.class);
        return ((Malformed) read(xml)).defect();
    }
}
