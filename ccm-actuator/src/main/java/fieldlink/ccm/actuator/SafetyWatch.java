package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the weather demands: readings in, for each actuator the range that it may be in out. Holds its own memory and
 * reads no clock; one thread at a time.
 *
 * <p>A sensor that falls silent does not release anything: unknown wind counts as strong, the other rules keep the last
 * word they had.
 */
public final class SafetyWatch {
    private static final double RAINING = 1;

    private final SafetySettings settings;
    private final Moment bootedAt;
    private final List<Gate> wind = new ArrayList<>();
    private final Map<SensorKind, Gate> gates = new EnumMap<>(SensorKind.class);
    private Gate frost;
    private Gate heat;
    private final Map<SensorKind, Reading> last = new EnumMap<>(SensorKind.class);
    private final Set<String> said = new HashSet<>();
    private final List<Occurrence> news = new ArrayList<>();

    private record Reading(double value, Moment at) {}

    /** One rule's wish, in percent. */
    private record Demand(SafetyRule rule, double lowest, double highest, Moment since) {}

    public SafetyWatch(SafetySettings settings, Moment bootedAt) {
        this.settings = settings;
        this.bootedAt = bootedAt;
        SafetySettings.Wind windRule = settings.windOrNull();
        if (windRule != null) {
            for (SafetySettings.WindStep step : windRule.steps()) {
                wind.add(Gate.closed(new Gate.Limit(step.speed(), true, windRule.hysteresis(), windRule.hold())));
            }
        }
        SafetySettings.Rain rain = settings.rainOrNull();
        if (rain != null) {
            gates.put(SensorKind.RAIN_RATE, Gate.closed(new Gate.Limit(rain.rate(), true, 0, rain.resume())));
            gates.put(SensorKind.RAIN_SWITCH, Gate.closed(new Gate.Limit(RAINING, true, 0, rain.resume())));
        }
        SafetySettings.Temperature temperature = settings.temperatureOrNull();
        double frostLimit = temperature == null ? Double.NEGATIVE_INFINITY : temperature.frost();
        double heatLimit = temperature == null ? Double.POSITIVE_INFINITY : temperature.heat();
        double hysteresis = temperature == null ? 0 : temperature.hysteresis();
        frost = Gate.closed(new Gate.Limit(frostLimit, false, hysteresis, Duration.ZERO));
        heat = Gate.closed(new Gate.Limit(heatLimit, true, hysteresis, Duration.ZERO));
    }

    /** Takes a measurement in. */
    public void hear(SensorKind kind, double value, Moment now) {
        last.put(kind, new Reading(value, now));
        said.remove("stale " + kind.word());
        switch (kind) {
            case WIND_SPEED -> {
                double felt = isFromSector() ? value : 0;
                wind.replaceAll(gate -> gate.on(felt, now));
            }
            case RAIN_RATE, RAIN_SWITCH -> gates.computeIfPresent(kind, (k, gate) -> gate.on(value, now));
            case TEMPERATURE -> {
                frost = frost.on(value, now);
                heat = heat.on(value, now);
            }
            case WIND_DIRECTION, EMERGENCY -> {}
        }
    }

    /** Lets holds run out. */
    public void timePassed(Moment now) {
        wind.replaceAll(gate -> gate.at(now));
        gates.replaceAll((kind, gate) -> gate.at(now));
        frost = frost.at(now);
        heat = heat.at(now);
        remarkStaleness(now);
    }

    /** When a hold runs out or a sensor grows stale next. */
    public Moment due(Moment now) {
        Moment due = Moment.NEVER;
        for (Gate gate : wind) {
            due = due.earlier(gate.opensAt());
        }
        for (Gate gate : gates.values()) {
            due = due.earlier(gate.opensAt());
        }
        for (SensorKind kind : watched()) {
            Moment stale = staleAt(kind);
            due = now.isBefore(stale) ? due.earlier(stale) : due;
        }
        return due;
    }

    /** Where this actuator may be. */
    public Envelope envelope(String actuator, Moment now) {
        List<Demand> demands = demands(actuator, now);
        demands.sort(
                settings.latestWins()
                        ? Comparator.comparing(Demand::since).reversed()
                        : Comparator.comparing(Demand::rule).reversed());
        Envelope envelope = Envelope.FREE;
        for (Demand demand : demands) {
            double lowest = envelope.nearest(demand.lowest);
            double highest = envelope.nearest(demand.highest);
            boolean suppressed = lowest > demand.highest || highest < demand.lowest;
            remarkSuppression(actuator, demand, envelope, suppressed);
            SafetyRule rule = envelope.ruleOrNull();
            envelope = new Envelope(lowest, highest, rule == null ? demand.rule : rule);
        }
        return envelope;
    }

    /** The rules in force, for people. */
    public Set<SafetyRule> active(Moment now) {
        Set<SafetyRule> rules = java.util.EnumSet.noneOf(SafetyRule.class);
        if (windCap(now).isPresent()) {
            rules.add(SafetyRule.WIND);
        }
        if (gates.values().stream().anyMatch(Gate::isActive)) {
            rules.add(SafetyRule.RAIN);
        }
        if (frost.isActive()) {
            rules.add(SafetyRule.FROST);
        }
        if (heat.isActive()) {
            rules.add(SafetyRule.HEAT);
        }
        return rules;
    }

    /** What happened since this was last asked. */
    public List<Occurrence> takeNews() {
        List<Occurrence> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    private List<Demand> demands(String actuator, Moment now) {
        List<Demand> demands = new ArrayList<>();
        SafetySettings.Wind windRule = settings.windOrNull();
        if (windRule != null && windRule.actuators().contains(actuator)) {
            windCap(now).ifPresent(cap -> demands.add(new Demand(SafetyRule.WIND, 0, cap, since(wind, now))));
        }
        SafetySettings.Rain rain = settings.rainOrNull();
        boolean rains = gates.values().stream().anyMatch(Gate::isActive);
        if (rain != null && rains && rain.actuators().contains(actuator)) {
            demands.add(new Demand(SafetyRule.RAIN, 0, 0, since(gates.values(), now)));
        }
        SafetySettings.Temperature temperature = settings.temperatureOrNull();
        if (temperature != null && frost.isActive() && temperature.closing().contains(actuator)) {
            demands.add(new Demand(SafetyRule.FROST, 0, 0, since(List.of(frost), now)));
        }
        if (temperature != null && heat.isActive() && temperature.opening().contains(actuator)) {
            demands.add(new Demand(SafetyRule.HEAT, 100, 100, since(List.of(heat), now)));
        }
        return demands;
    }

    private OptionalDouble windCap(Moment now) {
        SafetySettings.Wind rule = settings.windOrNull();
        if (rule == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble cap = OptionalDouble.empty();
        for (int i = 0; i < wind.size(); i++) {
            if (wind.get(i).isActive()) {
                double step = rule.steps().get(i).cap();
                cap = OptionalDouble.of(Math.min(step, cap.orElse(step)));
            }
        }
        if (isStale(SensorKind.WIND_SPEED, now)) {
            double unknown = rule.capWhenUnknown();
            cap = OptionalDouble.of(Math.min(unknown, cap.orElse(unknown)));
        }
        return cap;
    }

    private boolean isFromSector() {
        SafetySettings.Wind rule = settings.windOrNull();
        SafetySettings.Sector sector = rule == null ? null : rule.sectorOrNull();
        Reading direction = last.get(SensorKind.WIND_DIRECTION);
        // A vane that was never heard cannot argue a storm away.
        return sector == null || direction == null || sector.contains(direction.value);
    }

    private boolean isStale(SensorKind kind, Moment now) {
        return !now.isBefore(staleAt(kind));
    }

    private Moment staleAt(SensorKind kind) {
        Reading reading = last.get(kind);
        return reading == null
                ? bootedAt.plus(settings.bootGrace())
                : reading.at.plus(settings.staleAfter()).later(bootedAt.plus(settings.bootGrace()));
    }

    private Set<SensorKind> watched() {
        Set<SensorKind> kinds = java.util.EnumSet.noneOf(SensorKind.class);
        if (settings.windOrNull() != null) {
            kinds.add(SensorKind.WIND_SPEED);
        }
        if (settings.rainOrNull() != null) {
            kinds.add(last.containsKey(SensorKind.RAIN_RATE) ? SensorKind.RAIN_RATE : SensorKind.RAIN_SWITCH);
        }
        if (settings.temperatureOrNull() != null) {
            kinds.add(SensorKind.TEMPERATURE);
        }
        return kinds;
    }

    private void remarkStaleness(Moment now) {
        for (SensorKind kind : watched()) {
            if (isStale(kind, now) && said.add("stale " + kind.word())) {
                String consequence = kind == SensorKind.WIND_SPEED ? "counts as strong wind" : "its last word stands";
                news.add(Occurrence.ofHouse(
                        OccurrenceKind.ALARM, "no " + kind.word() + " is heard any more: " + consequence));
            }
        }
    }

    private void remarkSuppression(String actuator, Demand demand, Envelope stronger, boolean suppressed) {
        String what = actuator + " " + demand.rule.word();
        if (!suppressed) {
            said.remove(what);
        } else if (said.add(what)) {
            String by = Optional.ofNullable(stronger.ruleOrNull())
                    .map(SafetyRule::word)
                    .orElse("");
            news.add(new Occurrence(
                    OccurrenceKind.SUPPRESS,
                    actuator,
                    null,
                    "the " + demand.rule.word() + " rule gives way to " + by,
                    Occurrence.Figures.NONE));
        }
    }

    private static Moment since(Iterable<Gate> gates, Moment now) {
        Moment since = now;
        for (Gate gate : gates) {
            Moment active = gate.activeSinceOrNull();
            since = active == null ? since : since.earlier(active);
        }
        return since;
    }
}
