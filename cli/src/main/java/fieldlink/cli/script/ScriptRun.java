package fieldlink.cli.script;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import fieldlink.cli.JsonLine;
import fieldlink.cli.actuator.Answer;
import fieldlink.cli.actuator.Bridge;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A script at work: one step after the other, each on record, and everything stopped when one fails. */
final class ScriptRun {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final int AUTOMATIC = 4;

    private final Bridge bridge;
    private final BufferedReader person;
    private final Map<String, String> answers;
    private final Consumer<String> report;
    private final Consumer<String> remark;
    private final Set<String> touched = new LinkedHashSet<>();
    private final long begin = System.nanoTime();
    private boolean over;

    /** Where a run gets its answers from and what it tells whom. */
    record Talk(BufferedReader person, Map<String, String> answers, Consumer<String> report, Consumer<String> remark) {}

    ScriptRun(Bridge bridge, Talk talk) {
        this.bridge = bridge;
        this.person = talk.person;
        this.answers = talk.answers;
        this.report = talk.report;
        this.remark = talk.remark;
    }

    /** @throws CommandFailure when a step fails; everything it touched has been stopped then */
    void run(String name, List<Step> steps) throws IOException, InterruptedException {
        report.accept(new JsonLine().put("event", "begin").put("script", name).toString());
        try {
            runAll(steps);
            report.accept(entry("end").put("ok", true).toString());
        } catch (CommandFailure | IOException | InterruptedException e) {
            makeSafe(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            end();
        }
    }

    private synchronized void end() {
        over = true;
    }

    /**
     * Stops whatever the script has touched. Safe to call from a shutdown hook while the run goes on: nothing is asked
     * for any more from then on. Does nothing after the end.
     */
    synchronized void makeSafe(String why) {
        if (over) {
            return;
        }
        over = true;
        for (String actuator : touched) {
            try {
                Answer answer = bridge.ask(actuator, 3, "stop", "", false);
                report.accept(entry("safe")
                        .put("actuator", actuator)
                        .put("result", answer.text("result").orElse(""))
                        .toString());
            } catch (CommandFailure e) {
                remark.accept("could not stop " + actuator + ": " + e.getMessage());
            }
        }
        report.accept(entry("end").put("ok", false).put("reason", why).toString());
    }

    private void runAll(List<Step> steps) throws IOException, InterruptedException {
        for (Step step : steps) {
            runOne(step);
        }
    }

    private void runOne(Step step) throws IOException, InterruptedException {
        if (step instanceof Step.Repeat repeat) {
            for (int i = 0; i < repeat.times(); i++) {
                runAll(repeat.steps());
            }
            return;
        }
        remark.accept(step.text());
        long started = System.nanoTime();
        if (step instanceof Step.Ask ask) {
            ask(ask);
        } else if (step instanceof Step.Pause pause) {
            TimeUnit.NANOSECONDS.sleep(pause.limit().toNanos());
        } else if (step instanceof Step.Expect expect) {
            expect(expect);
        } else if (step instanceof Step.Save save) {
            OptionalDouble value = look(save.subject());
            JsonLine line = entry("saved")
                    .put("name", save.name())
                    .put("subject", save.subject().text());
            report.accept(
                    (value.isPresent() ? line.put("value", value.getAsDouble()) : line.putNull("value")).toString());
        } else if (step instanceof Step.Measure measure) {
            runOne(measure.measured());
            report.accept(entry("measured")
                    .put("name", measure.name())
                    .put("seconds", (System.nanoTime() - started) / 1e9)
                    .toString());
        } else if (step instanceof Step.Prompt prompt) {
            prompt(prompt);
        }
        report.accept(entry("step")
                .put("step", step.text())
                .put("seconds", (System.nanoTime() - started) / 1e9)
                .toString());
    }

    private void ask(Step.Ask ask) throws InterruptedException {
        long deadline = deadline(ask.limit());
        Answer answer = command(ask);
        while (answer.isRejected() && answer.number("retry_after_sec").orElse(0) > 0) {
            // A motor that has to cool down is no failure; it is asked again when it may turn.
            double retry = answer.number("retry_after_sec").orElse(0);
            requireTime(deadline, ask.text());
            TimeUnit.MILLISECONDS.sleep(Math.round(retry * 1000) + LOOK_EVERY_MILLIS);
            answer = command(ask);
        }
        answer.orThrow();
        while (isBusy(ask.actuator())) {
            requireTime(deadline, ask.text());
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Asks, unless somebody has made safe; in one go, so that no start can slip in behind its stop. */
    private synchronized Answer command(Step.Ask ask) {
        if (over) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "the script has been stopped");
        }
        touched.add(ask.actuator());
        return bridge.ask(ask.actuator(), AUTOMATIC, ask.verb(), ask.amount(), false);
    }

    private boolean isBusy(String actuator) {
        Answer status = bridge.status(actuator);
        String state = status.text("state").orElse("");
        boolean runs = Set.of("MOVING", "CALIBRATING", "PENDING", "ON").contains(state);
        if (state.equals("FAULT") || state.equals("BLOCKED")) {
            throw new CommandFailure(ExitCode.REFUSED, actuator + " is " + state);
        }
        return runs || status.number("queued").orElse(0) > 0;
    }

    private void expect(Step.Expect expect) throws InterruptedException {
        long deadline = deadline(expect.limit());
        OptionalDouble value = look(expect.subject());
        while (value.isEmpty() || Math.abs(value.getAsDouble() - expect.value()) > expect.tolerance()) {
            if (System.nanoTime() >= deadline) {
                String found = value.isPresent() ? Double.toString(value.getAsDouble()) : "nothing";
                throw new CommandFailure(ExitCode.FAILED, expect.text() + ", but found " + found);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            value = look(expect.subject());
        }
    }

    private void prompt(Step.Prompt prompt) throws IOException {
        String answer = answers.get(prompt.name());
        if (answer == null) {
            remark.accept(prompt.question());
            answer = person.readLine();
        }
        if (answer == null) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "nobody answers '" + prompt.question() + "'; use --answer " + prompt.name() + "=TEXT");
        }
        report.accept(
                entry("answer").put("name", prompt.name()).put("text", answer).toString());
    }

    private OptionalDouble look(Step.Subject subject) {
        String actuator = subject.actuatorOrNull();
        if (actuator != null) {
            return bridge.status(actuator).number("position_pct");
        }
        for (Answer value : bridge.values()) {
            boolean same = value.text("type").orElse("").equals(subject.type())
                    && value.number("room").orElse(-1) == subject.room()
                    && value.number("region").orElse(-1) == subject.region()
                    && value.number("order").orElse(-1) == subject.order();
            if (same) {
                return fieldlink.ccm.CcmNumber.parse(value.text("text").orElse(""));
            }
        }
        return OptionalDouble.empty();
    }

    private JsonLine entry(String event) {
        return new JsonLine().put("event", event).put("at_sec", (System.nanoTime() - begin) / 1e9);
    }

    private static long deadline(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    private static void requireTime(long deadline, String what) {
        if (System.nanoTime() >= deadline) {
            throw new CommandFailure(ExitCode.TIMED_OUT, what + " took longer than its limit");
        }
    }
}
