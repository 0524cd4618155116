package fieldlink.ble.bluez;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The few lines spoken before the first message: we are who the kernel says we are. Naming our user first is what every
 * bus takes; the second try leaves the name out, for a bus at the end of a bridge that runs as somebody else.
 */
final class BusHandshake {
    private static final String ANONYMOUS_TRY = "AUTH EXTERNAL\r\n";

    private boolean namedOurselves;
    private boolean done;

    boolean isDone() {
        return done;
    }

    ByteBuffer begin() throws IOException {
        String uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        namedOurselves = true;
        return line("\0AUTH EXTERNAL " + HexFormat.of().formatHex(uid.getBytes(StandardCharsets.US_ASCII)) + "\r\n");
    }

    /** What to send in return for a line of the bus. */
    ByteBuffer answer(String line) throws IOException {
        if (line.startsWith("OK")) {
            done = true;
            return line("BEGIN\r\n");
        }
        if (line.startsWith("DATA")) {
            return line("DATA\r\n");
        }
        if (line.startsWith("REJECTED") && namedOurselves) {
            namedOurselves = false;
            return line(ANONYMOUS_TRY);
        }
        throw new IOException("the bus does not accept us: " + line);
    }

    private static ByteBuffer line(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }
}
