package fieldlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatWouldSteerTheTerminalIsShownAsADot() {
        assertThat(Printable.of("a\u001b[2Jb\u0007\r\nc\u009b")).isEqualTo("a.[2Jb...c.");
    }

    @Test
    void tabsAndLettersOfAllAlphabetsStay() {
        assertThat(Printable.of("温室\t№ 1 😀")).isEqualTo("温室\t№ 1 😀");
    }
}
