package fieldlink.ccm.config;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code safety} and {@code sensors}. */
final class SafetyReader {
    private final Set<String> motors;

    /** @param motors the actuators that rules may move */
    SafetyReader(Set<String> motors) {
        this.motors = motors;
    }

    SafetySettings read(@Nullable YamlMap safety, boolean latestWins) {
        if (safety == null) {
            return SafetySettings.NONE;
        }
        SafetySettings settings = new SafetySettings(
                wind(safety.map("wind")),
                rain(safety.map("rain")),
                temperature(safety.map("temperature")),
                seconds(safety, "stale_sec", 60),
                seconds(safety, "boot_grace_sec", 60),
                latestWins);
        safety.done();
        return settings;
    }

    Map<CcmTuple, SensorKind> sensors(@Nullable YamlMap sensors, WireReader wires) {
        Map<CcmTuple, SensorKind> found = new HashMap<>();
        if (sensors == null) {
            return found;
        }
        for (SensorKind kind : SensorKind.values()) {
            YamlMap map = sensors.map(kind.word());
            CcmTuple tuple = map == null ? null : wires.sensor(map);
            if (tuple != null) {
                found.put(tuple, kind);
            }
        }
        sensors.done();
        return found;
    }

    private SafetySettings.@Nullable Wind wind(@Nullable YamlMap wind) {
        if (wind == null) {
            return null;
        }
        List<SafetySettings.WindStep> steps = new ArrayList<>();
        for (YamlMap step : wind.maps("steps")) {
            Double speed = step.number("from", 0, 100);
            Double cap = step.number("max_pct", 0, 100);
            step.done();
            if (speed == null || cap == null) {
                step.errorHere("needs from and max_pct");
            } else {
                steps.add(new SafetySettings.WindStep(speed, cap));
            }
        }
        Set<String> names = names(wind, "actuators");
        double hysteresis = wind.number("hysteresis", 0, 20, 1);
        Duration hold = seconds(wind, "hold_sec", 300);
        YamlMap sector = wind.map("direction");
        SafetySettings.Sector from = null;
        if (sector != null) {
            from = new SafetySettings.Sector(sector.number("from", 0, 360, 0), sector.number("to", 0, 360, 360));
            sector.done();
        }
        wind.done();
        return new SafetySettings.Wind(
                steps.isEmpty() ? SafetySettings.Wind.STANDARD_STEPS : steps, hysteresis, hold, from, names);
    }

    private SafetySettings.@Nullable Rain rain(@Nullable YamlMap rain) {
        if (rain == null) {
            return null;
        }
        double rate = rain.number("mm_per_hour", 0, 500, 0.5);
        Duration resume = seconds(rain, "resume_sec", 1800);
        Set<String> names = names(rain, "actuators");
        rain.done();
        return new SafetySettings.Rain(rate, resume, names);
    }

    private SafetySettings.@Nullable Temperature temperature(@Nullable YamlMap temperature) {
        if (temperature == null) {
            return null;
        }
        double frost = temperature.number("frost_c", -50, 60, 5);
        double heat = temperature.number("heat_c", -50, 60, 40);
        double hysteresis = temperature.number("hysteresis", 0, 20, 1);
        Set<String> closing = names(temperature, "closing");
        Set<String> opening = names(temperature, "opening");
        if (frost + hysteresis >= heat - hysteresis) {
            temperature.error("frost_c", frost + " leaves no room below heat_c " + heat);
        }
        temperature.done();
        return new SafetySettings.Temperature(frost, heat, hysteresis, closing, opening);
    }

    private Set<String> names(YamlMap map, String key) {
        Set<String> names = new HashSet<>();
        for (String name : map.texts(key)) {
            if (!motors.contains(name)) {
                map.error(
                        key,
                        "'" + name + "' is no motor of this house; there are "
                                + String.join(", ", motors.stream().sorted().toList()));
            }
            names.add(name);
        }
        return names;
    }

    private static Duration seconds(YamlMap map, String key, double otherwise) {
        return ActuatorReader.duration(map.number(key, 0, 86_400, otherwise));
    }
}
