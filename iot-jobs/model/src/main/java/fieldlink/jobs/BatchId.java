package fieldlink.jobs;

/** The name of a batch: trimmed, not empty, at most 64 characters. */
public record BatchId(String value) implements Comparable<BatchId> {
    private static final int LONGEST = 64;

    public BatchId {
        value = value.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("an id has 1 to " + LONGEST + " characters, this one " + value.length());
        }
    }

    public static BatchId of(String value) {
        return new BatchId(value);
    }

    @Override
    public int compareTo(BatchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
