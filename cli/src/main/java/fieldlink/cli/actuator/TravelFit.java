package fieldlink.cli.actuator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Finds a travel time in what a node reported while its window moved. A straight line through the reports between the
 * ends is better than the moment of the last one: nodes report every few seconds, and in whole percent.
 */
final class TravelFit {
    /** Closer to an end than this, a report may be of a window that does not move yet or any more. */
    private static final double MARGIN = 2;

    private static final int ENOUGH = 3;
    private static final double ENOUGH_WAY = 30;

    private record Report(double seconds, double percent) {}

    private final List<Report> reports = new ArrayList<>();
    private final double end;

    /** @param end where the window is going, 0 or 100 */
    TravelFit(double end) {
        this.end = end;
    }

    void add(double seconds, double percent) {
        reports.add(new Report(seconds, percent));
    }

    boolean hasArrived() {
        return !reports.isEmpty() && isAtEnd(reports.get(reports.size() - 1));
    }

    /** Seconds from end to end; empty when the reports do not tell. */
    OptionalDouble seconds() {
        List<Report> between = reports.stream()
                .filter(report -> report.percent > MARGIN && report.percent < 100 - MARGIN)
                .toList();
        double way = between.isEmpty() ? 0 : Math.abs(between.get(between.size() - 1).percent - between.get(0).percent);
        if (between.size() < ENOUGH || way < ENOUGH_WAY) {
            return OptionalDouble.empty();
        }
        double slope = slope(between);
        boolean towardsEnd = end == 100 ? slope > 0 : slope < 0;
        return towardsEnd ? OptionalDouble.of(100 / Math.abs(slope)) : OptionalDouble.empty();
    }

    /** Percent a second, by least squares. */
    private static double slope(List<Report> reports) {
        double meanSeconds =
                reports.stream().mapToDouble(Report::seconds).average().orElseThrow();
        double meanPercent =
                reports.stream().mapToDouble(Report::percent).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (Report report : reports) {
            double away = report.seconds - meanSeconds;
            product += away * (report.percent - meanPercent);
            square += away * away;
        }
        return product / square;
    }

    private boolean isAtEnd(Report report) {
        return Math.abs(report.percent - end) < 1;
    }
}
