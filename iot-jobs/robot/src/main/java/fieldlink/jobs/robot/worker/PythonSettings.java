package fieldlink.jobs.robot.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs projects in Python.
 *
 * @param command the interpreter, with whatever is to stand before and behind it ({@code unshare --pid ... python3})
 * @param wheels a folder to install from what projects require; empty to install nothing
 * @param installTimeout for installing what one project requires
 */
public record PythonSettings(
        List<String> command, WorkerLimits limits, Optional<Path> wheels, Duration installTimeout) {
    public static final PythonSettings DEFAULT =
            new PythonSettings(List.of("python3"), WorkerLimits.NONE, Optional.empty(), Duration.ofSeconds(20));

    public PythonSettings {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("worker.python names no interpreter");
        }
    }

    public PythonSettings with(WorkerLimits newLimits) {
        return new PythonSettings(command, newLimits, wheels, installTimeout);
    }

    String interpreter() {
        return command.get(place());
    }

    /** The same command with another interpreter. */
    List<String> commandWith(Path interpreter) {
        List<String> changed = new ArrayList<>(command);
        changed.set(place(), interpreter.toString());
        return changed;
    }

    /** Of the interpreter in the command: the last word that is named like one. */
    private int place() {
        for (int i = command.size() - 1; i >= 0; i--) {
            Path name = Path.of(command.get(i)).getFileName();
            if (name != null && name.toString().startsWith("python")) {
                return i;
            }
        }
        return command.size() - 1;
    }
}
