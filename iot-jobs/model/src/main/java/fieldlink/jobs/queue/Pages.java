package fieldlink.jobs.queue;

import fieldlink.jobs.Job;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Cutting pages out of jobs that are kept by their sequence number. */
final class Pages {
    private Pages() {}

    static List<Numbered> cut(NavigableMap<Long, Job> bySequence, JobQuery query) {
        return inOrder(bySequence, query.page()).entrySet().stream()
                .filter(entry -> query.matches(entry.getValue()))
                .limit(query.page().limit())
                .map(entry -> new Numbered(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** One page out of the same page of two sources; where both have a job, the first source's is taken. */
    static List<Numbered> merge(List<Numbered> first, List<Numbered> second, JobQuery.Page page) {
        Comparator<Long> order = page.newestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Map<Long, Numbered> merged = new TreeMap<>(order);
        Stream.of(second, first).flatMap(List::stream).forEach(job -> merged.put(job.sequence(), job));
        return new ArrayList<>(merged.values()).subList(0, Math.min(page.limit(), merged.size()));
    }

    private static NavigableMap<Long, Job> inOrder(NavigableMap<Long, Job> bySequence, JobQuery.Page page) {
        if (!page.newestFirst()) {
            return bySequence.tailMap(page.after(), false);
        }
        return page.after() == 0
                ? bySequence.descendingMap()
                : bySequence.headMap(page.after(), false).descendingMap();
    }
}
