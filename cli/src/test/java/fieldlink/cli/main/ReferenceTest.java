package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("fieldlink.root"), "docs/reference/cli.md");

    @Test
    void thePageSaysWhatTheCommandsAccept() throws IOException {
        assertThat(Reference.text())
                .as("write it anew: run fieldlink.cli.main.Reference with the page's path as its argument")
                .isEqualTo(Files.readString(PAGE));
    }
}
