package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private final Gateway gateway = new Gateway(new Keeper.Pace(SHORT, SHORT, SHORT), remarks::add);

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void stopsInTheReverseOrderOfTheStart() throws InterruptedException {
        gateway.start(List.of(new Pretended("radio"), new Pretended("bridge")));
        gateway.stop();
        assertThat(gateway.await(Duration.ofSeconds(1))).isTrue();
        assertThat(events).containsExactly("start radio", "start bridge", "stop bridge", "stop radio");
        assertThat(remarks).isEmpty();
        assertThat(gateway.reports())
                .extracting(PartReport::state)
                .containsExactly(PartReport.State.STOPPED, PartReport.State.STOPPED);
    }

    @Test
    void aPartThatCannotStartTakesNoOtherWithItAndIsTriedUntilItCan() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        Pretended bridge = new Pretended("bridge") {
            @Override
            void begin() {
                if (attempts.incrementAndGet() < 4) {
                    throw new IllegalStateException("port taken");
                }
            }
        };
        List<PartReport> started = gateway.start(List.of(new Pretended("radio"), bridge, new Pretended("jobs")));
        assertThat(started).extracting(PartReport::isUp).containsExactly(true, false, true);
        assertThat(started.get(1).detail()).isEqualTo("port taken");
        await(() -> gateway.reports().get(1).isUp());
        assertThat(remarks).hasSize(2);
        assertThat(remarks.get(0)).contains("bridge", "port taken");
        assertThat(remarks.get(1)).contains("bridge is up now");
    }

    @Test
    void aPartThatCannotStopIsReportedAndTheOthersAreStopped() throws InterruptedException {
        Pretended bridge = new Pretended("bridge") {
            @Override
            void finish() {
                throw new IllegalStateException("jammed");
            }
        };
        gateway.start(List.of(new Pretended("radio"), bridge));
        gateway.stop();
        assertThat(events).contains("stop radio");
        assertThat(remarks).singleElement().asString().contains("bridge", "jammed");
    }

    @Test
    void aPartThatGetsStuckIsStartedAnew() throws InterruptedException {
        AtomicBoolean stuck = new AtomicBoolean(true);
        Pretended radio = new Pretended("radio") {
            @Override
            boolean answers() {
                return !stuck.get();
            }

            @Override
            void finish() {
                stuck.set(false);
            }
        };
        gateway.start(List.of(radio));
        await(() -> gateway.reports().get(0).starts() == 2);
        assertThat(events).containsSubsequence("start radio", "stop radio", "start radio");
        assertThat(gateway.isFit()).isTrue();
    }

    /** Motors may be running: nobody but the supervisor of the process may touch it. */
    @Test
    void aVitalPartThatGetsStuckIsLeftToTheSupervisor() throws InterruptedException {
        Pretended bridge = new Pretended("bridge") {
            @Override
            public boolean isVital() {
                return true;
            }

            @Override
            boolean answers() {
                return false;
            }
        };
        gateway.start(List.of(bridge));
        await(() -> !gateway.isFit());
        await(() -> gateway.reports().get(0).state() == PartReport.State.STUCK);
        assertThat(events).containsExactly("start bridge");
    }

    @Test
    void nothingStartsAfterTheStop() throws InterruptedException {
        gateway.stop();
        assertThat(gateway.start(List.of(new Pretended("radio")))).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void pausesBetweenAttemptsDoubleUpToTheLongest() {
        Keeper.Pace pace = Keeper.Pace.STANDARD;
        assertThat(List.of(pace.retryAfter(1), pace.retryAfter(2), pace.retryAfter(4), pace.retryAfter(50)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofMinutes(1));
    }

    @Test
    void healthAndMetricsNameEveryPart() throws InterruptedException {
        gateway.start(List.of(new Pretended("radio")));
        assertThat(HealthText.json(gateway.reports(), Duration.ofSeconds(7)))
                .startsWith("{\"status\":\"ok\",\"uptime_sec\":7,\"parts\":[{\"name\":\"radio\",\"state\":\"up\",");
        assertThat(HealthText.metrics(gateway.reports(), Duration.ofSeconds(7), 4096, List.of("answers 42")))
                .contains(
                        "fieldlink_part_up{part=\"radio\"} 1\n",
                        "process_resident_memory_bytes 4096\n",
                        "answers 42\n");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A part of nothing that tells what is done with it. */
    private class Pretended implements Part {
        private final String name;

        Pretended(String name) {
            this.name = name;
        }

        void begin() {}

        boolean answers() {
            return true;
        }

        void finish() {}

        @Override
        public String name() {
            return name;
        }

        @Override
        public Running start() {
            begin();
            events.add("start " + name);
            return new Running() {
                @Override
                public String description() {
                    return "at work";
                }

                @Override
                public boolean makesProgress() {
                    return answers();
                }

                @Override
                public void stop() {
                    events.add("stop " + name);
                    finish();
                }
            };
        }
    }
}
