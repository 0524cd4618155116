package fieldlink.jobs;

/** The name of a schedule: trimmed, not empty, at most 64 characters. */
public record ScheduleId(String value) implements Comparable<ScheduleId> {
    private static final int LONGEST = 64;

    public ScheduleId {
        value = value.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a schedule's name has 1 to " + LONGEST + " characters, this one " + value.length());
        }
    }

    public static ScheduleId of(String value) {
        return new ScheduleId(value);
    }

    @Override
    public int compareTo(ScheduleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
