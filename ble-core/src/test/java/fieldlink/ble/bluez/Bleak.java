package fieldlink.ble.bluez;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Uuid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** bleak in a process of its own (package python3-bleak), as a yardstick: src/test/bluez-machine/bleak_rounds.py. */
final class Bleak implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    /** How long operations took, and the processor time of the whole process for them. */
    record Spent(double seconds, double cpuSeconds) {}

    private Bleak(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    static boolean isInstalled() throws IOException, InterruptedException {
        return Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import bleak")
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    static Bleak connect(BusAddress bus, DeviceAddress device, Uuid characteristic) throws IOException {
        ProcessBuilder words = new ProcessBuilder(
                        PYTHON.toString(),
                        BluezMachine.FOLDER.resolve("bleak_rounds.py").toString(),
                        device.value(),
                        characteristic.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        words.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + bus.socket());
        Bleak bleak = new Bleak(words.start());
        bleak.answer();
        return bleak;
    }

    /** @param what {@code reads} or {@code writes} */
    Spent carryOut(String what, int count) throws IOException {
        orders.println(what + " " + count);
        String[] figures = answer().split(" ", 2);
        return new Spent(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("bleak has ended; what it printed is above");
        }
        return line;
    }

    @Override
    public void close() {
        orders.close();
        process.destroy();
    }
}
