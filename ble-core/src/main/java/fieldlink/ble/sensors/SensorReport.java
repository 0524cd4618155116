package fieldlink.ble.sensors;

import java.util.List;
import java.util.Optional;

/**
 * All that one advertisement said.
 *
 * @param device what kind of device it is: {@code BTHome}, {@code SwitchBot Plug Mini}
 * @param readings in the order of the advertisement
 * @param remarks what could not be read and why; empty when everything could
 */
public record SensorReport(String device, List<Reading> readings, List<String> remarks) {
    public SensorReport {
        readings = List.copyOf(readings);
        remarks = List.copyOf(remarks);
    }

    /** @param name as {@link Reading#name} has it: {@code temperature}, {@code temperature_2} */
    public Optional<Reading> reading(String name) {
        return readings.stream().filter(reading -> reading.name().equals(name)).findFirst();
    }
}
