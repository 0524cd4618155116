package fieldlink.ccm.sim;

import java.time.Duration;

/** A water valve, or anything else that is on or off: how long it was on, and what ran through. */
public final class Valve {
    private final String name;
    private final double litresPerMinute;
    private final Duration longest;
    private final VirtualTime time;
    private final Findings findings;

    private boolean on;
    private long since;
    private long totalNanos;
    private boolean told;

    /** @param longest how long it may be on in one go; a fan may for ever */
    Valve(String name, double litresPerMinute, Duration longest, VirtualTime time, Findings findings) {
        this.name = name;
        this.litresPerMinute = litresPerMinute;
        this.longest = longest;
        this.time = time;
        this.findings = findings;
    }

    public boolean isOn() {
        return on;
    }

    public Duration totalOn() {
        return Duration.ofNanos(totalNanos + (on ? time.nanos() - since : 0));
    }

    public double litres() {
        return totalOn().toMillis() / 60_000.0 * litresPerMinute;
    }

    void set(boolean newOn) {
        if (newOn == on) {
            return;
        }
        if (on) {
            totalNanos += time.nanos() - since;
        }
        on = newOn;
        since = time.nanos();
        told = false;
    }

    void inspect() {
        // One second and a half for lost packets and their refresh, which every bridge needs.
        Duration open = Duration.ofNanos(time.nanos() - since);
        if (on && !told && open.minusMillis(1500).compareTo(longest) > 0) {
            told = true;
            findings.add(
                    Finding.Kind.WATER_LEFT_RUNNING,
                    name,
                    "on for more than " + Findings.seconds(longest) + " in one go");
        }
    }
}
