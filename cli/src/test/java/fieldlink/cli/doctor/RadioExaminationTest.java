package fieldlink.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.doctor.Finding.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RadioExaminationTest {
    private static final Path SOCKET = Path.of("/run/fieldlink/ble.sock");

    private final Patient machine = new Patient();
    private final RadioExamination examination = new RadioExamination(machine);

    @Test
    void aSoftBlockedRadioIsMendedByRfkillAndAHardBlockedOneByHand() {
        machine.files.put("/sys/class/rfkill/rfkill0/type", "bluetooth\n");
        machine.files.put("/sys/class/rfkill/rfkill0/soft", "1\n");
        assertThat(finding("rfkill").mend()).isEqualTo("rfkill unblock bluetooth");
        machine.files.put("/sys/class/rfkill/rfkill0/hard", "1\n");
        assertThat(finding("rfkill").mend()).contains("at the device");
    }

    @Test
    void aBlockedWirelessLanIsNotBluetoothsConcern() {
        machine.files.put("/sys/class/rfkill/rfkill0/type", "wlan\n");
        machine.files.put("/sys/class/rfkill/rfkill0/soft", "1\n");
        assertThat(finding("rfkill").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aUserOutsideTheGroupIsToldTheCommandThatAddsThem() {
        machine.programs.put("id -nG", "users\n");
        assertThat(finding("group").mend()).startsWith("usermod -aG bluetooth grower");
    }

    @Test
    void anAdapterThatIsOffIsSwitchedOnByItsCommand() {
        machine.programs.put("bluetoothctl show", "Controller\n\tPowered: no\n");
        assertThat(finding("power").mend()).isEqualTo("bluetoothctl power on");
    }

    @Test
    void anOldBlueZIsOnlyWarnedOf() {
        machine.programs.put("bluetoothctl --version", "bluetoothctl: 5.43\n");
        assertThat(finding("BlueZ").verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aBluetoothServiceThatIsNotOnTheBusIsStarted() {
        machine.programs.remove("busctl --system --no-pager status org.bluez");
        assertThat(finding("bluetoothd").mend()).isEqualTo("systemctl enable --now bluetooth");
    }

    @Test
    void aBluetoothdThatWouldStayDownIsSaid() {
        machine.programs.put("systemctl show bluetooth.service --property=Restart --value", "no\n");
        assertThat(finding("bluetoothd").mend()).contains("Restart=on-failure");
        machine.programs.put("systemctl show bluetooth.service --property=Restart --value", "on-failure\n");
        assertThat(finding("bluetoothd").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void anOnBoardRadioBesideWifiOnTheSameBandIsSaid() {
        machine.programs.put("iw dev", "Interface wlan0\n\tchannel 6 (2437 MHz), width: 20 MHz\n");
        assertThat(finding("Wi-Fi").what()).contains("2437 MHz");
        assertThat(finding("Wi-Fi").verdict())
                .as("a USB adapter has an antenna of its own")
                .isEqualTo(Verdict.OK);

        machine.files.put("/sys/class/bluetooth/hci0/device/uevent", "DRIVER=hci_uart_bcm\n");
        assertThat(finding("Wi-Fi").what()).contains("2437 MHz", "le-connection-abort-by-local");
        assertThat(finding("Wi-Fi").mend()).contains("USB");

        machine.programs.put("iw dev", "Interface wlan0\n\tchannel 36 (5180 MHz), width: 80 MHz\n");
        assertThat(finding("Wi-Fi").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aMissingDaemonIsNoFaultButWorthSaying() {
        assertThat(examination.daemon(SOCKET).verdict()).isEqualTo(Verdict.WARNING);
        machine.sockets.add(SOCKET);
        assertThat(examination.daemon(SOCKET).verdict()).isEqualTo(Verdict.OK);
    }

    private Finding finding(String subject) {
        return examination.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
