package fieldlink.powerhub.sim;

import java.util.Arrays;
import java.util.List;

/** The currents as the firmware has them: bits of floats, measured once a second. The two builds wire and scale differently. */
final class CurrentMeter {
    private static final float CODES = 4096f;
    private static final float NOTHING_MEASURED = -1f;

    private final FirmwareAge age;
    private final int[] channelBits = new int[FirmwareCommand.CHANNELS];
    private int totalBits;

    CurrentMeter(FirmwareAge age) {
        this.age = age;
        int before = Float.floatToRawIntBits(age == FirmwareAge.D5E99A2 ? 0f : NOTHING_MEASURED);
        Arrays.fill(channelBits, before);
        totalBits = before;
    }

    void sample(List<Integer> adcCodes) {
        for (int i = 0; i < FirmwareCommand.CHANNELS; i++) {
            // The document's build has the total at input 0 and CH1 to CH6 after it; the latest counts down from 5.
            channelBits[i] = age == FirmwareAge.D5E99A2
                    ? amperes(adcCodes.get(i + 1), 5f, 2.5f, 0.1f)
                    : amperes(adcCodes.get(FirmwareCommand.CHANNELS - 1 - i), 3.3f, 1.65f, 0.066f);
        }
        if (age == FirmwareAge.D5E99A2) {
            totalBits = amperes(adcCodes.get(0), 5f, 2.5f, 0.02f);
        }
    }

    int channelBits(int channel) {
        return channelBits[channel];
    }

    int totalBits() {
        return totalBits;
    }

    private static int amperes(int code, float reference, float zero, float voltsPerAmpere) {
        return Float.floatToRawIntBits((code * reference / CODES - zero) / voltsPerAmpere);
    }
}
