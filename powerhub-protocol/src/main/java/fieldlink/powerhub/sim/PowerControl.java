package fieldlink.powerhub.sim;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.WireBytes;

/** The firmware's FFF5: settings in memory, kept in flash. */
final class PowerControl {
    private static final int COMMAND_LENGTH = 3;

    private final HubFlash flash;
    private PowerThresholds thresholds;

    /** Loads what is stored, without looking at it. */
    PowerControl(HubFlash flash) {
        this.flash = flash;
        this.thresholds = flash.thresholds();
    }

    PowerThresholds thresholds() {
        return thresholds;
    }

    static boolean isForceSleep(WireBytes command) {
        return command.length() == COMMAND_LENGTH && command.u8(0) == 0x03;
    }

    /** @return the ATT status, 0 for success */
    int write(WireBytes command) {
        if (command.length() != COMMAND_LENGTH) {
            return AttError.INVALID_LENGTH.code();
        }
        int unsigned = command.u16(1);
        int signed = command.i16(1);
        return switch (command.u8(0)) {
            case 0x01 -> setVoltages(thresholds.withSleep(unsigned));
            case 0x02 -> setVoltages(thresholds.withWake(unsigned));
            case 0x04 -> Att.SUCCESS;
            case 0x11 -> keep(thresholds.withHigh(signed));
            case 0x12 -> keep(thresholds.withRecover(signed));
            default -> AttError.REQUEST_NOT_SUPPORTED.code();
        };
    }

    private int setVoltages(PowerThresholds wanted) {
        return wanted.hasUsableVoltages() ? keep(wanted) : AttError.UNLIKELY.code();
    }

    /** Memory first: when storing fails, the new value holds all the same until the next boot. */
    private int keep(PowerThresholds wanted) {
        thresholds = wanted;
        return flash.storeThresholds(wanted) ? Att.SUCCESS : AttError.UNLIKELY.code();
    }
}
