package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.LoadOutcome;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.Worker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Workers without processes: they load at once, unless told not to, and end when the test or the host says so. */
final class FakeWorkers implements Worker.Launcher {
    final List<Fake> launched = new CopyOnWriteArrayList<>();
    /** Runs before the launch of this number, the first being 1; may block or throw. */
    volatile IntConsumer beforeLaunch = number -> {};

    volatile boolean silent;
    private int launches;

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public Worker launch(ProjectVersion version, Worker.Listener listener) {
        beforeLaunch.accept(++launches);
        Fake fake = new Fake(version, listener);
        launched.add(fake);
        return fake;
    }

    Fake last() {
        return launched.get(launched.size() - 1);
    }

    final class Fake implements Worker {
        final ProjectVersion version;
        private final Worker.Listener listener;
        private volatile boolean ended;

        private Fake(ProjectVersion version, Worker.Listener listener) {
            this.version = version;
            this.listener = listener;
        }

        boolean isAlive() {
            return !ended;
        }

        void die(String reason) {
            if (!ended) {
                ended = true;
                listener.ended(reason);
            }
        }

        @Override
        public void load(long id) {
            if (!silent) {
                listener.loaded(id, new LoadOutcome.Loaded(List.of()));
            }
        }

        @Override
        public void call(long id, CallRequest request) {}

        @Override
        public void cancel(long id) {}

        @Override
        public void stop(long id, boolean aside) {
            listener.stopped(id, true);
        }

        @Override
        public void heartbeat() {}

        @Override
        public void kill() {
            die("it was killed");
        }
    }
}
