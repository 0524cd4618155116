package fieldlink.powerhub.sim;

import fieldlink.powerhub.WireBytes;

/** What survives a reboot: the last commanded levels and the thresholds. Can be told to fail, as worn flash does. */
public final class HubFlash {
    private WireBytes levels = WireBytes.of(new byte[FirmwareCommand.CHANNELS]);
    private PowerThresholds thresholds = PowerThresholds.FACTORY;
    private boolean failing;
    private int levelCommits;
    private int thresholdCommits;

    /** As it leaves the factory. */
    public HubFlash() {}

    public WireBytes levels() {
        return levels;
    }

    public PowerThresholds thresholds() {
        return thresholds;
    }

    /** How often levels were stored: once for each command that was carried out. */
    public int levelCommits() {
        return levelCommits;
    }

    /** How often thresholds were stored. */
    public int thresholdCommits() {
        return thresholdCommits;
    }

    /** From now on nothing can be stored. */
    public void setFailing(boolean failing) {
        this.failing = failing;
    }

    /** What a board that was used before starts with. */
    public void preset(WireBytes levels, PowerThresholds thresholds) {
        if (levels.length() != FirmwareCommand.CHANNELS) {
            throw new IllegalArgumentException(
                    "the hub stores " + FirmwareCommand.CHANNELS + " levels, not " + levels.length());
        }
        this.levels = levels;
        this.thresholds = thresholds;
    }

    boolean storeLevels(WireBytes now) {
        if (!failing) {
            levels = now;
            levelCommits++;
        }
        return !failing;
    }

    boolean storeThresholds(PowerThresholds now) {
        if (!failing) {
            thresholds = now;
            thresholdCommits++;
        }
        return !failing;
    }
}
