package fieldlink.powerhub.client;

import fieldlink.powerhub.CommandBatch;

/** Commands under a name, for any hub. */
public record Preset(String name, CommandBatch batch) {
    /** @throws IllegalArgumentException for a command that the firmware ignores or does not survive */
    public Preset {
        batch = CommandBatch.of(batch.commands());
        if (name.isBlank()) {
            throw new IllegalArgumentException("a preset needs a name");
        }
    }
}
