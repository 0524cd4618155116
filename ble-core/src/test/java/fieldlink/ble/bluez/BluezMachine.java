package fieldlink.ble.bluez;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The virtual machine with the real bluetoothd (src/test/bluez-machine), for as long as this is open. */
public final class BluezMachine implements AutoCloseable {
    /** Seen from this module, from the project, or from a module beside this one. */
    static final Path FOLDER = Stream.of(
                    "src/test/bluez-machine", "ble-core/src/test/bluez-machine", "../ble-core/src/test/bluez-machine")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("src/test/bluez-machine"));

    private static final Path SCRIPT = FOLDER.resolve("machine.sh");
    /** The first start of all has to fetch and build the image. */
    private static final Duration BOOT_DEADLINE = Duration.ofMinutes(8);

    private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(20);

    private final Process machine;
    private final Path folder;
    private final int control;

    private BluezMachine(Process machine, Path folder, int control) {
        this.machine = machine;
        this.folder = folder;
        this.control = control;
    }

    /** Boots it. Skips the test where that is not possible, or fails when nothing may be skipped. */
    public static BluezMachine boot() {
        try {
            String missing = output(new ProcessBuilder("sh", SCRIPT.toString(), "missing").start());
            if (!missing.isBlank()) {
                skip("real BlueZ needs these packages: " + missing);
            }
            // Short, for the path of a socket may have about a hundred bytes.
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "fieldlink-bluez-");
            int control = freePort();
            Process process = new ProcessBuilder(
                            "sh",
                            SCRIPT.toString(),
                            "run",
                            folder.toString(),
                            Integer.toString(freePort()),
                            Integer.toString(control))
                    .redirectError(folder.resolve("machine.log").toFile())
                    .start();
            return whenReady(process, folder, control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BluezMachine whenReady(Process process, Path folder, int control) throws IOException {
        CompletableFuture<String> ready = CompletableFuture.supplyAsync(() -> firstLine(process));
        try {
            String line = ready.get(BOOT_DEADLINE.toSeconds(), TimeUnit.SECONDS);
            if (line != null && line.startsWith("READY")) {
                return new BluezMachine(process, folder, control);
            }
            skip("the machine with the real BlueZ cannot be made here: "
                    + Files.readString(folder.resolve("machine.log")).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            process.destroy();
            throw new IOException("the machine did not boot, see " + folder, e);
        }
        throw new IOException("no machine");
    }

    private static String firstLine(Process process) {
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void skip(String reason) {
        if (Boolean.getBoolean("fieldlink.it.required")) {
            fail(reason);
        }
        System.err.println("skipped: " + reason);
        abort(reason);
    }

    public BusAddress bus() {
        return new BusAddress(folder.resolve("bus.sock"));
    }

    /** The words of a program that runs a line inside the machine. */
    List<String> remoteCommand(String line) {
        return List.of("sh", "-c", "echo '" + line + "' | socat -t 20 - TCP:127.0.0.1:" + control);
    }

    /** Runs a shell line inside the machine and returns what it prints. */
    public String run(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
            socket.setSoTimeout((int) COMMAND_DEADLINE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write((line + "\nexit\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("'" + line + "' did not run in the machine", e);
        }
    }

    /** The script ends with its input, and the machine with the script. */
    @Override
    public void close() {
        try {
            machine.getOutputStream().close();
            if (!machine.waitFor(10, TimeUnit.SECONDS)) {
                machine.destroy();
            }
        } catch (IOException e) {
            machine.destroy();
        } catch (InterruptedException e) {
            machine.destroy();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the machine's folder stays behind", e);
        }
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
