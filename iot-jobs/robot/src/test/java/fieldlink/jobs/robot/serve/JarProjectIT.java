package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.serve.Rig.User;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The executor is an interface: a jar is hosted like a Python project, by the same supervisor over the same lines. */
class JarProjectIT {
    private static final String MAIN = """
            public class Main {
                public static java.util.function.BiConsumer<String, Object> pushMessage;
                public static final Ctl ctl = new Ctl();
                public static class Ctl {
                    public int ping() { return 1; }
                    public int add(int a, int b) { pushMessage.accept("evt", a); return a + b; }
                    public void sleep() throws InterruptedException { Thread.sleep(600_000); }
                    public void boom() { throw new IllegalStateException("kaput"); }
                    public void halt() { Runtime.getRuntime().halt(3); }
                    public void stop() {}
                }
            }
            """;

    @TempDir
    Path storage;

    @Test
    void aJarIsHostedLikeAPythonProject() throws Exception {
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage))) {
            User user = rig.join();
            assertThat(user.upload(jar()).toString()).contains("\"project_type\":\"java\"");
            user.expectAlive();
            assertThat(result(user.call("add", "{\"a\":2,\"b\":3}")).asInt()).isEqualTo(5);
            assertThat(user.named("evt")).hasSize(1);
            assertThat(code(user.call("add", "{\"a\":2}"))).isEqualTo("01004");
            assertThat(code(user.call("nope", "{}"))).isEqualTo("03002");
            assertThat(user.call("boom", "{}").path("message").asString()).isEqualTo("执行 ctl.boom() 失败: kaput");
            CompletableFuture<JsonNode> sleep = user.later("sleep", "{}");
            assertThat(code(user.ask("cancel", "{}"))).isEqualTo("ok");
            assertThat(code(sleep.get())).isEqualTo("03006");
            assertThat(code(user.call("halt", "{}"))).isEqualTo("03008");
            user.expectAlive();
            assertThat(user.ask("estop", "{}").path("data").path("hook").asString())
                    .isEqualTo("done");
        }
    }

    private String jar() throws Exception {
        Path source = Files.writeString(
                Files.createDirectories(storage.resolve("src")).resolve("Main.java"), MAIN);
        Path classes = storage.resolve("classes");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-parameters", "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (String name : new String[] {"Main.class", "Main$Ctl.class"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(classes.resolve(name)));
            }
        }
        ByteArrayOutputStream project = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(project)) {
            zip.putNextEntry(new ZipEntry("main.jar"));
            zip.write(jar.toByteArray());
        }
        return Base64.getEncoder().encodeToString(project.toByteArray());
    }
}
