package fieldlink.jobs.robot.rules;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that the project printed, each with an offset that never repeats. */
public final class LogRing {
    private static final int MAX_LINE = 8192;

    private final int capacity;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long next;

    public record Line(long offset, Instant at, String text) {}

    public LogRing(int capacity) {
        this.capacity = capacity;
    }

    public Line add(String text, Instant now) {
        Line line = new Line(next++, now, text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text);
        lines.addLast(line);
        if (lines.size() > capacity) {
            lines.removeFirst();
        }
        return line;
    }

    /** The first lines from the offset on; a reader that was away too long misses those that are gone. */
    public List<Line> since(long offset, int limit) {
        return lines.stream()
                .filter(line -> line.offset() >= offset)
                .limit(limit)
                .toList();
    }

    /** The offset that the next line will have. */
    public long next() {
        return next;
    }
}
