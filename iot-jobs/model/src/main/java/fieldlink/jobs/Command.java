package fieldlink.jobs;

/**
 * What a device is asked to do.
 *
 * @param args a JSON object
 */
public record Command(String name, JsonText args) {
    public Command {
        name = name.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    public static Command named(String name) {
        return new Command(name, JsonText.EMPTY_OBJECT);
    }
}
