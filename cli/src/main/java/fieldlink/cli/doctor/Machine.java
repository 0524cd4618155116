package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the doctor can see of a machine. A port, so that every finding can be tested on a machine that is ill. */
interface Machine {
    /** The text of a small file, or empty when it is missing or unreadable. */
    Optional<String> read(Path file);

    /** The names in a directory, sorted; empty when there is none. */
    List<String> list(Path directory);

    /** What a program printed, or empty when it is missing, fails, or takes more than a few seconds. */
    Optional<String> run(String... command);

    boolean canConnect(Path unixSocket);

    boolean canBindUdp(int port);

    boolean canBindTcp(int port);

    /** Whether something takes a connection there within a few seconds. */
    boolean canReachTcp(String host, int port);

    /** The network interfaces that are up and not loopback. */
    List<Interface> interfaces();

    /** Bytes free for this user where the path is, or would be. */
    long freeBytes(Path path);

    /** The major version of the Java that runs this. */
    int javaVersion();

    String userName();

    record Interface(String name, boolean multicast, boolean broadcast) {}
}
