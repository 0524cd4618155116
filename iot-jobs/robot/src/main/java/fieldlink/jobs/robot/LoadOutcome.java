package fieldlink.jobs.robot;

import java.util.List;

/** What came of loading a project. */
public sealed interface LoadOutcome {
    /** @param methods what the project offers */
    record Loaded(List<ProjectMethod> methods) implements LoadOutcome {
        public Loaded {
            methods = List.copyOf(methods);
        }
    }

    /** @param problem why it could not be loaded */
    record Failed(String problem) implements LoadOutcome {}
}
