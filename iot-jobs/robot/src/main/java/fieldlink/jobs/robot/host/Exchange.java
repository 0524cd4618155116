package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore.Unpacked;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.RobotSettings;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Another version on its way into force, step by step: unpacked, loaded in a worker of its own, and only then put in the
 * place of the old one. Whichever step fails, the old one stays. Confined to the mailbox.
 */
final class Exchange {
    /** What is being exchanged. */
    interface Place {
        Optional<RunningProject> running();

        Optional<ProjectVersion> version();

        /** The loaded candidate is in force from now on. */
        void take(RunningProject candidate);

        /** The version is in force from now on, and is still to be started. */
        void take(ProjectVersion unloaded);

        /** Nothing came of it. */
        void keep();
    }

    private final RobotSettings settings;
    private final Brake brake;
    private final Workshop workshop;
    private final Place place;
    private final Consumer<String> tell;
    private String step = "";

    /** @param tell hears of every step, for people who watch */
    Exchange(Wiring wiring, Workshop workshop, Place place, Consumer<String> tell) {
        this.settings = wiring.settings();
        this.brake = wiring.brake();
        this.workshop = workshop;
        this.place = place;
        this.tell = tell;
    }

    /** What is being done, in a word; empty when nothing is. */
    String step() {
        return step;
    }

    void update(String base64, Consumer<ObjectNode> answer) {
        enter("unpacking", "the upload");
        workshop.unpack(
                base64,
                unpacked -> {
                    if (unpacked instanceof Unpacked.Refused refused) {
                        keepOld(refused.error(), answer);
                    } else if (unpacked instanceof Unpacked.Accepted accepted) {
                        exchange(accepted.version(), true, answer);
                    }
                },
                problem -> keepOld(Envelope.error(ErrorCode.UPLOAD_FAILED, "项目上传失败: " + problem), answer));
    }

    void rollback(Optional<String> id, Consumer<ObjectNode> answer) {
        enter("finding", id.map(wanted -> "version " + wanted).orElse("the version before"));
        workshop.find(
                id,
                found -> {
                    if (found.isPresent()) {
                        exchange(found.get(), false, answer);
                    } else {
                        String missing = id.map(wanted -> "there is no version " + wanted)
                                .orElse("there is no earlier version");
                        keepOld(
                                Envelope.error(
                                        ErrorCode.NO_PROJECT, missing + "; 'versions' lists those that are kept"),
                                answer);
                    }
                },
                problem -> keepOld(Envelope.error(ErrorCode.INTERNAL_ERROR, problem), answer));
    }

    private void exchange(ProjectVersion next, boolean uploaded, Consumer<ObjectNode> answer) {
        boolean replaces = place.running().filter(RunningProject::isLoaded).isPresent();
        // The robot has to stand still before other code takes it over.
        bringToRest(rested -> {
            if (settings.original() && uploaded) {
                switchTo(next, replaces, answer);
            } else {
                tryOut(next, uploaded, replaces, answer);
            }
        });
    }

    private void bringToRest(Consumer<Boolean> rested) {
        Optional<RunningProject> old = place.running();
        if (old.isEmpty()) {
            rested.accept(true);
            return;
        }
        enter("stopping", "version " + old.get().version().id());
        old.get().stop(false, settings.times().stop(), well -> {
            if (!well) {
                old.get().kill();
                brake.secure(outcome -> {});
            }
            rested.accept(well);
        });
    }

    /** As the original: the upload counts as soon as it is unpacked, whether it can be loaded or not. */
    private void switchTo(ProjectVersion next, boolean replaces, Consumer<ObjectNode> answer) {
        activate(next, answer, () -> {
            place.take(next);
            answer.accept(ExchangeAnswer.accepted(next, replaces));
        });
    }

    private void tryOut(ProjectVersion next, boolean uploaded, boolean replaces, Consumer<ObjectNode> answer) {
        enter("loading", "version " + next.id());
        Consumer<String> rejected = problem -> {
            if (uploaded) {
                workshop.discard(next);
            }
            keepOld(ExchangeAnswer.loadFailed(problem), answer);
        };
        workshop.launch(
                next,
                candidate -> candidate.load(settings.times().load(), problem -> {
                    if (problem.isPresent()) {
                        candidate.kill();
                        rejected.accept(problem.get());
                        return;
                    }
                    Consumer<ObjectNode> refused = error -> {
                        candidate.kill();
                        answer.accept(error);
                    };
                    activate(next, refused, () -> {
                        place.take(candidate);
                        answer.accept(
                                uploaded ? ExchangeAnswer.accepted(next, replaces) : ExchangeAnswer.rolledBack(next));
                    });
                }),
                rejected);
    }

    private void activate(ProjectVersion next, Consumer<ObjectNode> refused, Runnable activated) {
        enter("switching", "to version " + next.id());
        workshop.activate(
                next,
                () -> {
                    done("version " + next.id() + " is in force");
                    activated.run();
                },
                problem -> {
                    place.version().ifPresent(workshop::activateAgain);
                    keepOld(ExchangeAnswer.loadFailed(problem), refused);
                });
    }

    /** An exchange came to nothing; what was in force stays so. */
    private void keepOld(ObjectNode error, Consumer<ObjectNode> answer) {
        done("nothing was changed: " + error.path("message").asString(""));
        place.keep();
        answer.accept(error);
    }

    private void enter(String next, String what) {
        step = next;
        tell.accept("(" + next + " " + what + ")");
    }

    private void done(String outcome) {
        step = "";
        tell.accept("(" + outcome + ")");
    }
}
