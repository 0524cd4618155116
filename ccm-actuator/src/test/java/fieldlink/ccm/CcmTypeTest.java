package fieldlink.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CcmTypeTest {
    @ParameterizedTest
    @CsvSource({
        "VenSdWinrcA, VenSdWin, rcA, , ",
        "InAirTemp.cMC, InAirTemp, , , cMC",
        "Relayopr.4.aXX, Relay, opr, 4, aXX",
        "Irriopr.3, Irri, opr, 3, ",
        "WAirTemp.MC, WAirTemp, , , MC",
        "IrrircM.mC, Irri, rcM, , mC",
        "InAirTemp, InAirTemp, , , ",
        "opr, opr, , , ",
        "cnd.mICcnd.mIC, cnd.mICcnd, , , mIC",
        ".cMC, .cMC, , , ",
        "X.12345678901, X.12345678901, , , ",
    })
    void readsItsPartsFromTheEnd(String text, String base, String role, Integer instance, String nodeType) {
        CcmType type = new CcmType(text);
        assertThat(type.base()).isEqualTo(base);
        assertThat(type.role().map(CcmRole::suffix).orElse(null)).isEqualTo(role);
        assertThat(type.instance().isPresent() ? type.instance().getAsInt() : null)
                .isEqualTo(instance);
        assertThat(type.nodeType().orElse(null)).isEqualTo(nodeType);
    }

    @Test
    void changesItsRoleInPlace() {
        assertThat(new CcmType("Relayopr.4.aXX").withRole(CcmRole.REMOTE_AUTOMATIC))
                .isEqualTo(new CcmType("RelayrcA.4.aXX"));
        assertThat(new CcmType("VenSdWin").withRole(CcmRole.REMOTE_MANUAL)).isEqualTo(new CcmType("VenSdWinrcM"));
    }
}
