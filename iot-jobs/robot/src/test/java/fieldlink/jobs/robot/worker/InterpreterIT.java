package fieldlink.jobs.robot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterIT {
    private static final String PATH = System.getenv("PATH");

    @TempDir
    Path directory;

    @Test
    void aScriptThatLooksForTheInterpreterIsAskedOnce() throws Exception {
        Python.require();
        executable("python3", "#!/bin/sh\nPATH='" + PATH + "' exec python3 \"$@\"\n");
        Path found = Interpreter.behind("python3", directory + ":" + PATH).orElseThrow();
        assertThat(found).isExecutable();
        assertThat(Interpreter.behind(found.toString(), PATH)).isEmpty();
    }

    @Test
    void whatIsNoScriptOrDoesNotAnswerIsUsedAsItIs() throws Exception {
        executable("mute", "#!/bin/sh\nexit 1\n");
        executable("liar", "#!/bin/sh\necho /nowhere/python3\n");
        assertThat(Interpreter.behind("mute", directory.toString())).isEmpty();
        assertThat(Interpreter.behind("liar", directory.toString())).isEmpty();
        assertThat(Interpreter.behind("missing", directory.toString())).isEmpty();
        assertThat(Interpreter.behind("/bin/true", "")).isEmpty();
    }

    private void executable(String name, String script) throws Exception {
        Path file = Files.writeString(directory.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
