package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.ProjectStore.Unpacked;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where versions of the project are kept and their workers are started: all that may block, done beside the mailbox and
 * answered in it, within a deadline.
 */
final class Workshop implements AutoCloseable {
    /** How long a disk may take for anything. */
    private static final Duration DISK = Duration.ofSeconds(60);

    private static final Bench.Ends<Boolean> IN_ANY_CASE = Bench.Ends.of(done -> {}, problem -> {});

    private final Wiring wiring;
    private final Bench bench;
    private final ProjectStore store;
    private final List<Worker.Launcher> launchers;
    private final RunningProject.Owner owner;

    Workshop(Wiring wiring, ProjectStore store, List<Worker.Launcher> launchers, RunningProject.Owner owner) {
        this.wiring = wiring;
        this.bench = new Bench(wiring.mailbox());
        this.store = store;
        this.launchers = List.copyOf(launchers);
        this.owner = owner;
    }

    /** The version in force; none when the disk does not answer. */
    void current(Consumer<Optional<ProjectVersion>> found) {
        bench.run(store::current, DISK, Bench.Ends.of(found, problem -> found.accept(Optional.empty())));
    }

    void find(Optional<String> id, Consumer<Optional<ProjectVersion>> found, Consumer<String> failed) {
        bench.run(() -> store.find(id), DISK, Bench.Ends.of(found, failed));
    }

    void list(Consumer<List<ProjectVersion>> found) {
        bench.run(store::versions, DISK, Bench.Ends.of(found, problem -> found.accept(List.of())));
    }

    /** A version that is unpacked when nobody waits for it any more is discarded. */
    void unpack(String base64, Consumer<Unpacked> unpacked, Consumer<String> failed) {
        bench.run(() -> store.unpack(base64), DISK, new Bench.Ends<>(unpacked, failed, unwanted -> {
            if (unwanted instanceof Unpacked.Accepted accepted) {
                discard(accepted.version());
            }
        }));
    }

    void activate(ProjectVersion version, Runnable activated, Consumer<String> failed) {
        onDisk(() -> store.activate(version), Bench.Ends.of(done -> activated.run(), failed));
    }

    /** How far an activation came that failed is not known; the next boot must find the version that is in force. */
    void activateAgain(ProjectVersion version) {
        onDisk(() -> store.activate(version), IN_ANY_CASE);
    }

    void discard(ProjectVersion unwanted) {
        onDisk(() -> store.discard(unwanted), IN_ANY_CASE);
    }

    void launch(ProjectVersion version, Consumer<RunningProject> launched, Consumer<String> failed) {
        RunningProject project = new RunningProject(version, wiring.mailbox(), wiring.brake(), owner);
        Optional<Worker.Launcher> launcher = launchers.stream()
                .filter(candidate -> candidate.type().equals(version.type()))
                .findFirst();
        if (launcher.isEmpty()) {
            failed.accept("nothing here runs projects of type " + version.type());
            return;
        }
        bench.run(
                () -> {
                    project.launch(launcher.get());
                    return project;
                },
                wiring.settings().times().load(),
                new Bench.Ends<>(launched, failed, RunningProject::kill));
    }

    private void onDisk(Runnable work, Bench.Ends<Boolean> ends) {
        bench.run(
                () -> {
                    work.run();
                    return true;
                },
                DISK,
                ends);
    }

    @Override
    public void close() {
        bench.close();
    }
}
