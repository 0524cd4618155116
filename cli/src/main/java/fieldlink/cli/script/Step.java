package fieldlink.cli.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a script. */
sealed interface Step {
    /** As the timeline and the report name it. */
    String text();

    /** The longest it may take; a step that takes longer has failed. */
    Duration limit();

    /** Asks an actuator for something; moves are waited for. */
    record Ask(String actuator, String verb, String amount, Duration limit) implements Step {
        @Override
        public String text() {
            return verb + " " + actuator + (amount.isEmpty() ? "" : " " + amount);
        }
    }

    record Pause(Duration limit) implements Step {
        @Override
        public String text() {
            return "wait " + limit.toMillis() / 1000.0 + " s";
        }
    }

    /** Waits until something is as expected, or with no time to wait demands that it is. */
    record Expect(Subject subject, double value, double tolerance, Duration limit) implements Step {
        @Override
        public String text() {
            return "expect " + subject.text() + " = " + value + " ± " + tolerance;
        }
    }

    /** Notes a number or a time in the report under a name. */
    record Save(String name, Subject subject) implements Step {
        @Override
        public String text() {
            return "save " + subject.text() + " as " + name;
        }

        @Override
        public Duration limit() {
            return Duration.ZERO;
        }
    }

    /** Does a step and notes in the report how long it took. */
    record Measure(String name, Step measured) implements Step {
        @Override
        public String text() {
            return "measure " + name + ": " + measured.text();
        }

        @Override
        public Duration limit() {
            return measured.limit();
        }
    }

    /** Asks the person; {@code --answer NAME=TEXT} answers beforehand. */
    record Prompt(String name, String question, Duration limit) implements Step {
        @Override
        public String text() {
            return "ask: " + question;
        }
    }

    record Repeat(int times, List<Step> steps) implements Step {
        public Repeat {
            steps = List.copyOf(steps);
        }

        @Override
        public String text() {
            return "repeat " + times + " times";
        }

        @Override
        public Duration limit() {
            return steps.stream()
                    .map(Step::limit)
                    .reduce(Duration.ZERO, Duration::plus)
                    .multipliedBy(times);
        }
    }

    /**
     * What is looked at: an actuator's position, or a value of the network.
     *
     * @param actuatorOrNull none for a value
     */
    record Subject(@Nullable String actuatorOrNull, String type, int room, int region, int order) {
        static Subject position(String actuator) {
            return new Subject(actuator, "", 0, 0, 0);
        }

        String text() {
            return actuatorOrNull != null
                    ? "position of " + actuatorOrNull
                    : type + "@" + room + "/" + region + "/" + order;
        }
    }
}
