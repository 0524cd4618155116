package fieldlink.jobs.robot;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The robot as others see it who are no clients in its room: what it can do now, and a way to have it done. */
public interface RobotDevice {
    /**
     * What the project in force can be asked to do.
     *
     * @param version of the project; empty when there is none
     */
    record Offer(String version, List<ProjectMethod> methods) {
        public static final Offer NOTHING = new Offer("", List.of());

        public Offer {
            methods = List.copyOf(methods);
        }
    }

    /** @param watcher hears of the offer now and whenever it changes, on a thread of the host's; must return at once */
    void watch(Consumer<Offer> watcher);

    /**
     * Calls a method when its turn comes. Refused while a person drives the robot, unless the settings let both.
     *
     * @param who on whose behalf, for the audit log
     * @param answer hears the envelope once, on a thread of the host's
     */
    void call(String who, CallRequest call, Consumer<ObjectNode> answer);

    /** Cancels the call of that name, whether it waits or runs; nothing when there is none. */
    void cancel(String name);
}
