package fieldlink.ble.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final LineSplitter splitter = new LineSplitter();

    @Property(tries = 200)
    void linesDoNotDependOnHowTheStreamWasChopped(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1) Integer> cuts) {
        String text = "{\"command\": \"get_status\"}\r\n\n  \n{\"a\": 1}\n{\"half\": ";
        LineSplitter chopped = new LineSplitter();
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < text.length(); i++) {
            int to = Math.min(text.length(), from + 1 + cuts.get(i % cuts.size()) % 7);
            lines.addAll(accept(chopped, text.substring(from, to)));
            from = to;
        }
        assertThat(lines).containsExactly("{\"command\": \"get_status\"}\r", "{\"a\": 1}");
    }

    @Test
    void takesTheLongestLineAndNoLonger() {
        assertThat(accept(splitter, "x".repeat(LineSplitter.MOST) + "\n")).hasSize(1);
        assertThat(accept(splitter, "x".repeat(LineSplitter.MOST))).isEmpty();
        assertThat(splitter.isOverflown()).isFalse();
        assertThat(accept(splitter, "x\n{}\n")).isEmpty();
        assertThat(splitter.isOverflown()).isTrue();
    }

    private static List<String> accept(LineSplitter splitter, String text) {
        return splitter.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }
}
