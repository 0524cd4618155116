package fieldlink.jobs;

/** The name of a job: trimmed, not empty, at most 128 characters. */
public record JobId(String value) implements Comparable<JobId> {
    private static final int LONGEST = 128;

    public JobId {
        value = value.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("an id has 1 to " + LONGEST + " characters, this one " + value.length());
        }
    }

    public static JobId of(String value) {
        return new JobId(value);
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
