package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import fieldlink.jobs.RepeatOrder;
import fieldlink.jobs.rules.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Having jobs that are over, or lost, done once more. */
public final class RepeatDesk {
    /** Found in a job's history of keys, so that the same order given twice repeats nothing twice. */
    private static final String KEY = "requeue:";

    private static final int MOST_PAGES = 20;

    private final Floor floor;

    RepeatDesk(Floor floor) {
        this.floor = floor;
    }

    /** As a new job. Empty when there is no such job, or it is not over yet. */
    public CompletionStage<Optional<Job>> one(JobId id, String actor) {
        return floor.work(unit -> unit.ledger()
                .job(id)
                .filter(job -> job.state().isSettled() || job.state() == JobState.NEEDS_ATTENTION)
                .filter(job -> unit.ledger().device(job.device()).isPresent())
                .map(job -> {
                    Job again = Admission.repeat(job, new JobId(unit.newId()), unit.now());
                    add(unit, job, again, actor);
                    return again;
                }));
    }

    /** @return the new jobs; in a dry run those that would be repeated */
    public CompletionStage<List<Job>> all(RepeatOrder order, String actor) {
        return floor.work(unit -> {
            List<Job> found = found(unit, order);
            return order.dryRun()
                    ? found
                    : found.stream()
                            .map(job -> {
                                Job again = Admission.repeat(job, new JobId(unit.newId()), key(job), unit.now());
                                add(unit, job, again, actor);
                                return again;
                            })
                            .toList();
        });
    }

    private static List<Job> found(Unit unit, RepeatOrder order) {
        List<Job> found = new ArrayList<>();
        long before = 0;
        for (int page = 0; page < MOST_PAGES && found.size() < order.most(); page++) {
            JobQuery query =
                    new JobQuery(order.device(), order.states(), null, new JobQuery.Page(before, JobQuery.MOST, true));
            List<Numbered> jobs = unit.ledger().search(query);
            jobs.stream()
                    .map(Numbered::job)
                    .filter(order::matches)
                    .filter(job -> unit.ledger().device(job.device()).isPresent())
                    .filter(job ->
                            unit.ledger().jobByKey(job.device(), key(job)).isEmpty())
                    .limit(order.most() - found.size())
                    .forEach(found::add);
            if (jobs.size() < JobQuery.MOST) {
                break;
            }
            before = jobs.get(jobs.size() - 1).sequence();
        }
        return found;
    }

    private static void add(Unit unit, Job original, Job again, String actor) {
        if (original.state() == JobState.NEEDS_ATTENTION) {
            unit.change(Admission.replaced(original, unit.now()));
        }
        unit.add(again);
        unit.ledger().record(new AuditEntry(unit.now(), actor, "requeue", "job:" + original.id(), "as " + again.id()));
    }

    private static String key(Job job) {
        return KEY + job.id();
    }
}
