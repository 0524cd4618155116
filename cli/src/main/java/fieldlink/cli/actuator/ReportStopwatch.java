package fieldlink.cli.actuator;

import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.CcmTuple;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;

/** The node reports where its window is. */
final class ReportStopwatch implements Stopwatch {
    private static final long LOOK_EVERY_MILLIS = 50;
    /** Reports come every ten seconds at the latest. */
    private static final Duration LAST_REPORT = Duration.ofSeconds(15);

    private final MeasuredMotor motor;
    private final CcmTuple feedback;
    private final DoubleUnaryOperator percent;
    private final ProgressLine progress;

    /** @param percent from what is on the wire to 0 for closed and 100 for open */
    ReportStopwatch(MeasuredMotor motor, CcmTuple feedback, DoubleUnaryOperator percent, ProgressLine progress) {
        this.motor = motor;
        this.feedback = feedback;
        this.percent = percent;
        this.progress = progress;
    }

    @Override
    public double time(String verb) throws InterruptedException {
        TravelFit fit = new TravelFit(verb.equals("open") ? 100 : 0);
        motor.start(verb);
        long begin = System.nanoTime();
        long lastLook = begin;
        long stopped = Long.MAX_VALUE;
        while (!fit.hasArrived() && System.nanoTime() < stopped) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            long now = System.nanoTime();
            Optional<Answer> report = motor.heard(feedback);
            double age = report.map(line -> line.number("age_sec").orElse(0)).orElse(Double.MAX_VALUE);
            if (now - age * 1e9 > lastLook) {
                lastLook = now;
                add(fit, (now - begin) / 1e9 - age, report.orElseThrow());
            }
            if (stopped == Long.MAX_VALUE && !motor.isMoving()) {
                stopped = now + LAST_REPORT.toNanos();
            }
        }
        progress.erase();
        return read(fit, verb);
    }

    private void add(TravelFit fit, double seconds, Answer report) {
        OptionalDouble number = CcmNumber.parse(report.text("text").orElse(""));
        if (number.isPresent()) {
            double reported = percent.applyAsDouble(number.getAsDouble());
            fit.add(seconds, reported);
            progress.show(String.format(Locale.ROOT, "%s at %.0f %%", motor.name(), reported));
        }
    }

    private double read(TravelFit fit, String verb) {
        if (!fit.hasArrived()) {
            throw motor.endedTooSoon(verb);
        }
        return fit.seconds()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        feedback + " was reported too rarely, or not in percent; measure with --by key"));
    }
}
