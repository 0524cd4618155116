package fieldlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void keepsTheOrderOfItsFields() {
        assertThat(new JsonLine()
                        .put("b", 1)
                        .put("a", true)
                        .put("list", List.of("x", 2, new JsonLine().put("y", 0.5)))
                        .putNull("none"))
                .hasToString("{\"b\":1,\"a\":true,\"list\":[\"x\",2,{\"y\":0.5}],\"none\":null}");
    }

    @Test
    void escapesWhatJsonDoesNotAllowInAString() {
        assertThat(new JsonLine().put("t", "\"\\\n\u0001é\ud800"))
                .hasToString("{\"t\":\"\\\"\\\\\\n\\u0001é\\ud800\"}");
    }

    @Test
    void writesNullForNumbersThatJsonDoesNotHave() {
        assertThat(new JsonLine().put("n", Double.NaN)).hasToString("{\"n\":null}");
    }
}
