package fieldlink.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine this runs on. */
final class LocalMachine implements Machine {
    private static final long PATIENCE_SECONDS = 5;

    @Override
    public Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public Optional<String> run(String... command) {
        try {
            Path output = Files.createTempFile("fieldlink-doctor", ".txt");
            try {
                // Into a file: a pipe that nobody reads would hold the program up past its deadline.
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0 ? Optional.of(Files.readString(output)) : Optional.empty();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public boolean canConnect(Path unixSocket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(unixSocket));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean canBindUdp(int port) {
        // As the CCM transport binds it: several programs may listen side by side.
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public boolean canBindTcp(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean canReachTcp(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<Interface> interfaces() {
        List<Interface> found = new ArrayList<>();
        try {
            for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
                if (nic.isUp() && !nic.isLoopback()) {
                    boolean broadcast = nic.getInterfaceAddresses().stream()
                            .map(InterfaceAddress::getBroadcast)
                            .anyMatch(Objects::nonNull);
                    found.add(new Interface(nic.getName(), nic.supportsMulticast(), broadcast));
                }
            }
        } catch (SocketException e) {
            return List.copyOf(found); // what vanished while we looked is not up
        }
        return List.copyOf(found);
    }

    @Override
    public long freeBytes(Path path) {
        for (@Nullable Path place = path.toAbsolutePath(); place != null; place = place.getParent()) {
            if (Files.isDirectory(place)) {
                return place.toFile().getUsableSpace();
            }
        }
        return 0;
    }

    @Override
    public int javaVersion() {
        return Runtime.version().feature();
    }

    @Override
    public String userName() {
        return run("id", "-un").map(String::strip).orElse("this user");
    }

    /** A resource of the jar as lines, without comments. */
    static List<String> packages() {
        try (var resource = LocalMachine.class.getResourceAsStream("packages")) {
            String text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
