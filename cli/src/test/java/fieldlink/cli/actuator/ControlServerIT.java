package fieldlink.cli.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.engine.AuditTrail;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.engine.HousePorts;
import fieldlink.ccm.engine.SavedHouse;
import fieldlink.ccm.engine.SystemClock;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in through the bridge's door, and who has to wait. */
class ControlServerIT {
    private static final String CLIENT = """
            socket(S, AF_UNIX, SOCK_STREAM, 0);
            connect(S, sockaddr_un($ARGV[0])) or die $!;
            syswrite(S, "status\\n");
            print while <S>;
            """;

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void startAnEngine() throws IOException {
        // Of those who may not come in, the file system is to stop nobody.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        HousePorts ports =
                new HousePorts(new SystemClock(InstantSource.system(), () -> true), house -> true, AuditTrail.NONE);
        engine = Engine.start(
                ConfigFile.parse("actuators: {VenFan: {type: onoff}}")
                        .config()
                        .orElseThrow()
                        .settings(),
                ports,
                (value, priority) -> true,
                SavedHouse.NONE,
                "boot");
    }

    @AfterEach
    void stopIt() {
        engine.close();
    }

    @Test
    void aUserWhoIsNamedMayCommandAndAnotherMayNot() throws Exception {
        try (ControlServer server = serve("named", List.of("nobody"))) {
            assertThat(asNobody("named")).contains("\"name\":\"VenFan\"");
        }
        try (ControlServer server = serve("other", List.of("daemon"))) {
            assertThat(asNobody("other")).contains("user nobody may not command this bridge");
        }
    }

    @Test
    void withNobodyNamedTheFileItselfLetsOnlyItsUserIn() throws Exception {
        try (ControlServer server = serve("closed", List.of())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("closed"))))
                    .isEqualTo("rw-rw----");
        }
    }

    /** Sixty-four are served at once. Whoever comes then is heard if it is an emergency. */
    @Test
    void anEmergencyComesThroughThoughTheHouseIsFullOfGuestsWhoSayNothing() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        try (ControlServer server = serve("full", List.of())) {
            UnixDomainSocketAddress door = UnixDomainSocketAddress.of(folder.resolve("full"));
            for (int i = 0; i < 66; i++) {
                silent.add(SocketChannel.open(door));
            }
            long begin = System.nanoTime();
            Answer answer = new Bridge(folder.resolve("full")).emergency("test");
            assertThat(answer.text("result")).contains("accepted");
            assertThat(engine.isLatched()).isTrue();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .as("long before the silent ones are shown the door")
                    .isLessThan(15);
            assertThat(new Bridge(folder.resolve("full")).clear().text("code")).contains("busy");
        } finally {
            for (SocketChannel guest : silent) {
                guest.close();
            }
        }
    }

    private ControlServer serve(String name, List<String> allowed) throws IOException {
        ControlServer server = ControlServer.bind(folder.resolve(name), allowed);
        server.serve(new ControlDesk(engine));
        return server;
    }

    private String asNobody(String name) throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root, "only root can try the door as somebody else");
        try {
            Process client = new ProcessBuilder(
                            "setpriv",
                            "--reuid=nobody",
                            "--clear-groups",
                            "perl",
                            "-MSocket",
                            "-e",
                            CLIENT,
                            folder.resolve(name).toString())
                    .redirectErrorStream(true)
                    .start();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            assumeTrue(Boolean.getBoolean("fieldlink.it.required"), "apt install util-linux perl");
            throw e;
        }
    }
}
