package fieldlink.cli.doctor;

import fieldlink.jobs.ClockTrust;

/**
 * Whether this machine's clock was set since the machine started. Once it was, it stays trusted: a network that is lost
 * later takes nothing away from it.
 *
 * <p>Not trusted before the first {@link #look}.
 */
public final class MachineClock implements ClockTrust {
    private static final System.Logger LOG = System.getLogger(MachineClock.class.getName());

    private final Machine machine;
    private volatile boolean inSync;
    private boolean told;

    public MachineClock() {
        this(new LocalMachine());
    }

    MachineClock(Machine machine) {
        this.machine = machine;
    }

    @Override
    public boolean inSync() {
        return inSync;
    }

    /**
     * Asks the machine, which may take some seconds; nothing at all once the clock is trusted. To be called now and then,
     * by one thread at a time that nobody waits for.
     */
    public void look() {
        if (inSync) {
            return;
        }
        switch (ClockState.of(machine)) {
            case IN_SYNC -> {
                if (told) {
                    say("the clock is in sync: schedules go on");
                }
                inSync = true;
            }
            case WAITING -> {
                if (!told) {
                    told = true;
                    say("the clock is not in sync yet: schedules wait until it is; where no time server can be reached,"
                            + " 'timedatectl set-ntp false' lets them go by the clock as it is");
                }
            }
            case UNKEPT -> {
                say(
                        "nobody keeps the clock in sync: schedules go by it as it is; 'timedatectl set-ntp true' has it kept");
                inSync = true;
            }
            case UNKNOWN -> {
                say("cannot tell whether the clock is in sync: schedules go by it as it is");
                inSync = true;
            }
        }
    }

    private static void say(String what) {
        LOG.log(System.Logger.Level.INFO, what);
    }
}
