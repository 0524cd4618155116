package fieldlink.powerhub.sim;

import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.Profile;

/** The two firmware builds that differ in what a client can notice. */
public enum FirmwareAge {
    /** The build of the published document, November 2025. */
    D5E99A2("d5e99a2", Profile.DOC_2025_11),
    /** The latest build. */
    HEAD("02c8e72", Profile.CURRENT);

    private final String commit;
    private final Profile profile;

    FirmwareAge(String commit, Profile profile) {
        this.commit = commit;
        this.profile = profile;
    }

    /** The firmware's own name for the build. */
    public String commit() {
        return commit;
    }

    public Profile profile() {
        return profile;
    }

    MonitorLayout monitorLayout() {
        return profile.monitor().orElseThrow();
    }

    /** Whether outputs come back at boot as they were last commanded. */
    boolean restoresLevels() {
        return this == HEAD;
    }

    /** Whether outputs go dark before deep sleep; the older build leaves the PWM as it is. */
    boolean darkensBeforeSleep() {
        return this == HEAD;
    }
}
