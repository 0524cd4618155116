package fieldlink.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineClockTest {
    private static final String SYNCHRONISED = "timedatectl show --property=NTPSynchronized --value";
    private static final String KEPT = "timedatectl show --property=NTP --value";

    private final Patient machine = new Patient();
    private final MachineClock clock = new MachineClock(machine);

    @Test
    void isNotTrustedBeforeTheMachineWasAsked() {
        assertThat(clock.inSync()).isFalse();
        clock.look();
        assertThat(clock.inSync()).isTrue();
    }

    @Test
    void isTrustedFromWhenItIsSetAndThenForGood() {
        machine.programs.put(SYNCHRONISED, "no\n");
        machine.programs.put(KEPT, "yes\n");
        clock.look();
        assertThat(clock.inSync()).isFalse();
        machine.programs.put(SYNCHRONISED, "yes\n");
        clock.look();
        machine.programs.put(SYNCHRONISED, "no\n");
        clock.look();
        assertThat(clock.inSync()).isTrue();
    }

    /** The kernel forgets after some hours without a network that the clock was ever right. */
    @Test
    void isTrustedWhenItWasSetSinceTheMachineStarted() {
        machine.programs.put(SYNCHRONISED, "no\n");
        machine.files.put("/run/systemd/timesync/synchronized", "");
        clock.look();
        assertThat(clock.inSync()).isTrue();
    }

    @Test
    void isTrustedWhereNobodySetsItOrNobodyCanBeAsked() {
        machine.programs.put(SYNCHRONISED, "no\n");
        machine.programs.put(KEPT, "no\n");
        clock.look();
        assertThat(clock.inSync()).isTrue();
        Patient silent = new Patient();
        silent.programs.remove(SYNCHRONISED);
        MachineClock unknown = new MachineClock(silent);
        unknown.look();
        assertThat(unknown.inSync()).isTrue();
    }
}
