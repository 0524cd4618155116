package fieldlink.jobs.robot;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the versions of the project. Methods may take as long as a disk does. */
public interface ProjectStore {
    /** What an upload came to. A refused one has changed nothing. */
    sealed interface Unpacked {
        record Accepted(ProjectVersion version) implements Unpacked {}

        record Refused(ObjectNode error) implements Unpacked {}
    }

    Unpacked unpack(String base64);

    /** The version in force; the default project when nothing was uploaded yet; empty when there is none either. */
    Optional<ProjectVersion> current();

    /** Puts a version in force, in one step, and drops the oldest beyond those that are kept. */
    void activate(ProjectVersion version);

    /** Forgets a version that was never in force. */
    void discard(ProjectVersion version);

    /** Oldest first. */
    List<ProjectVersion> versions();

    /** The version of that id, or the one before the current when none is named. */
    Optional<ProjectVersion> find(Optional<String> id);
}
