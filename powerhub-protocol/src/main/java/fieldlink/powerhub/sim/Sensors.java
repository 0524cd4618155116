package fieldlink.powerhub.sim;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** The world around a simulated hub, as its sensors see it. A new value holds until the next. */
public final class Sensors {
    private static final int ADC_INPUTS = 8;
    private static final int ADC_MIDDLE = 2048;

    private int supplyMillivolts = 13_500;
    private OptionalInt powerCentiDegrees = OptionalInt.of(2500);
    private OptionalInt controlCentiDegrees = OptionalInt.of(2400);
    private List<Integer> adcCodes = Collections.nCopies(ADC_INPUTS, ADC_MIDDLE);
    private boolean adcFailing;
    private boolean currentsLocked;
    private boolean peripheralPower = true;

    /** A healthy supply, room temperature and no load. */
    public Sensors() {}

    public int supplyMillivolts() {
        return supplyMillivolts;
    }

    public void setSupplyMillivolts(int millivolts) {
        this.supplyMillivolts = millivolts;
    }

    public OptionalInt powerCentiDegrees() {
        return powerCentiDegrees;
    }

    public OptionalInt controlCentiDegrees() {
        return controlCentiDegrees;
    }

    /** Empty for a sensor that does not answer. */
    public void setTemperatures(OptionalInt powerCentiDegrees, OptionalInt controlCentiDegrees) {
        this.powerCentiDegrees = powerCentiDegrees;
        this.controlCentiDegrees = controlCentiDegrees;
    }

    public List<Integer> adcCodes() {
        return adcCodes;
    }

    /** The raw 12-bit codes of the eight inputs of the current converter. */
    public void setAdcCodes(List<Integer> codes) {
        if (codes.size() != ADC_INPUTS) {
            throw new IllegalArgumentException("the converter has " + ADC_INPUTS + " inputs, not " + codes.size());
        }
        this.adcCodes = List.copyOf(codes);
    }

    public boolean isAdcFailing() {
        return adcFailing;
    }

    /** The converter does not answer: nothing is notified, and reads return what was measured before. */
    public void setAdcFailing(boolean failing) {
        this.adcFailing = failing;
    }

    public boolean areCurrentsLocked() {
        return currentsLocked;
    }

    /** The measured currents cannot be locked for reading: every byte of them reads ff. */
    public void setCurrentsLocked(boolean locked) {
        this.currentsLocked = locked;
    }

    public boolean hasPeripheralPower() {
        return peripheralPower;
    }

    public void setPeripheralPower(boolean on) {
        this.peripheralPower = on;
    }
}
