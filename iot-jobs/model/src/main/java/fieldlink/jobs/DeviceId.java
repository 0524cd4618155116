package fieldlink.jobs;

/** The name of a device, as the device itself and the operators spell it: trimmed, not empty, at most 200 characters. */
public record DeviceId(String value) implements Comparable<DeviceId> {
    private static final int LONGEST = 200;

    public DeviceId {
        value = value.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("an id has 1 to " + LONGEST + " characters, this one " + value.length());
        }
    }

    public static DeviceId of(String value) {
        return new DeviceId(value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
