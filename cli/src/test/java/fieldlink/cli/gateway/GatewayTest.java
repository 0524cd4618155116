package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private final List<String> events = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Gateway gateway = new Gateway(remarks::add);

    @Test
    void stopsInTheReverseOrderOfTheStart() throws InterruptedException {
        gateway.start(List.of(part("radio"), part("bridge")));
        gateway.stop();
        gateway.await();
        assertThat(events).containsExactly("start radio", "start bridge", "stop bridge", "stop radio");
        assertThat(remarks).isEmpty();
    }

    @Test
    void aPartThatCannotStartTakesNoOtherWithIt() {
        List<Gateway.Started> started = gateway.start(List.of(part("radio"), broken("bridge"), part("jobs")));
        assertThat(started).extracting(Gateway.Started::running).containsExactly(true, false, true);
        assertThat(remarks).singleElement().asString().contains("bridge", "port taken");
    }

    @Test
    void aPartThatCannotStopIsReportedAndTheOthersAreStopped() {
        gateway.start(List.of(part("radio"), unstoppable("bridge")));
        gateway.stop();
        assertThat(events).contains("stop radio");
        assertThat(remarks).singleElement().asString().contains("bridge", "stuck");
    }

    private Part part(String name) {
        return named(name, () -> {
            events.add("start " + name);
            return running(() -> events.add("stop " + name));
        });
    }

    private static Part broken(String name) {
        return named(name, () -> {
            throw new IllegalStateException("port taken");
        });
    }

    private Part unstoppable(String name) {
        return named(
                name,
                () -> running(() -> {
                    throw new IllegalStateException("stuck");
                }));
    }

    private interface Start {
        Part.Running start();
    }

    private static Part named(String name, Start start) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Running start() {
                return start.start();
            }
        };
    }

    private static Part.Running running(Runnable stop) {
        return new Part.Running() {
            @Override
            public String description() {
                return "at work";
            }

            @Override
            public void stop() {
                stop.run();
            }
        };
    }
}
