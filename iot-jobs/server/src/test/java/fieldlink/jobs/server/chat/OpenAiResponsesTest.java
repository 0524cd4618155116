package fieldlink.jobs.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.chat.ChatException.Status;
import fieldlink.jobs.server.chat.LanguageModel.Answer;
import fieldlink.jobs.server.chat.LanguageModel.Prompt;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiResponsesTest {
    private static final Prompt PROMPT = new Prompt(
            "Be brief.",
            List.of(
                    new Turn.Said(Turn.Role.USER, "dim the lamp"),
                    new Turn.Called("call_0", "lamp__dim", "{\"to\":3}"),
                    new Turn.Returned("call_0", "{\"status\":\"done\"}")),
            List.of(new Tool("lamp__dim", "Dims.", JsonText.of("{\"type\":\"object\"}"))));

    private final StubModelServer server = new StubModelServer();
    private final List<String> pieces = new ArrayList<>();
    private final CountDownLatch testOver = new CountDownLatch(1);

    @AfterEach
    void close() {
        testOver.countDown();
        server.close();
    }

    @Test
    void streamsTheTextPieceByPiece() {
        server.thenSays("Good ", "morning");
        assertThat(ask()).isEqualTo(new Answer("Good morning", List.of()));
        assertThat(pieces).containsExactly("Good ", "morning");
    }

    @Test
    void asksInTheShapesOfTheApi() {
        server.thenSays("ok");
        ask();
        assertThat(server.authorizations).containsExactly("Bearer secret");
        assertThat(server.requests.get(0).toString())
                .isEqualTo("{\"model\":\"m\",\"instructions\":\"Be brief.\",\"stream\":true,\"store\":false,\"input\":["
                        + "{\"role\":\"user\",\"content\":\"dim the lamp\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"call_0\",\"name\":\"lamp__dim\","
                        + "\"arguments\":\"{\\\"to\\\":3}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"call_0\","
                        + "\"output\":\"{\\\"status\\\":\\\"done\\\"}\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"name\":\"lamp__dim\",\"description\":\"Dims.\","
                        + "\"strict\":false,\"parameters\":{\"type\":\"object\"}}]}");
    }

    @Test
    void handsOverWhatTheModelWantsDone() {
        server.thenCalls("lamp__dim", "{\"to\": 7}");
        assertThat(ask().calls()).containsExactly(new Turn.Called("call_1", "lamp__dim", "{\"to\": 7}"));
    }

    @Test
    void saysWhoCanMendWhatTheServiceRefuses() {
        server.thenRefuses(401, "Incorrect API key provided").thenRefuses(429, "Rate limit reached");
        assertFails(Status.REFUSED, "401: Incorrect API key provided");
        assertFails(Status.BUSY, "429: Rate limit reached");
    }

    @Test
    void anAnswerThatFailsHalfWayIsNoAnswer() {
        server.then(exchange -> {
                    StubModelServer.begin(exchange);
                    StubModelServer.event(
                            exchange,
                            "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\","
                                    + "\"message\":\"it broke\"}}}");
                })
                .then(StubModelServer::begin);
        assertFails(Status.REFUSED, "it broke");
        assertFails(Status.GARBLED, "stopped in the middle");
    }

    @Test
    void aStreamThatStallsIsCutOffAtTheDeadline() {
        server.then(exchange -> {
            StubModelServer.begin(exchange);
            StubModelServer.event(exchange, "{\"type\":\"response.output_text.delta\",\"delta\":\"so\"}");
            awaitQuietly(testOver);
        });
        assertThatThrownBy(() -> ask(server.base(), Optional.of("secret"), Duration.ofSeconds(2)))
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::status)
                .isEqualTo(Status.TIMED_OUT);
        assertThat(pieces).containsExactly("so");
    }

    @Test
    void aServiceThatIsNotThereIsUnreachable() {
        URI base = server.base();
        server.close();
        assertThatThrownBy(() -> ask(base, Optional.of("secret"), Duration.ofSeconds(30)))
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::status)
                .isEqualTo(Status.UNREACHABLE);
    }

    @Test
    void withoutAKeyItSaysWhatToSet() {
        assertThatThrownBy(() -> ask(ModelSettings.OPENAI, Optional.empty(), Duration.ofSeconds(30)))
                .hasMessageContaining("OPENAI_API_KEY is not set");
    }

    @Test
    void aServerOfOnesOwnNeedsNoKey() {
        server.thenSays("hello");
        assertThat(ask(server.base(), Optional.empty(), Duration.ofSeconds(30)).text())
                .isEqualTo("hello");
        assertThat(server.authorizations).containsExactly("null");
    }

    private Answer ask() {
        return ask(server.base(), Optional.of("secret"), Duration.ofSeconds(30));
    }

    private Answer ask(URI base, Optional<String> key, Duration patience) {
        HttpClient http = HttpClient.newHttpClient();
        try (OpenAiResponses model = new OpenAiResponses(new ModelSettings(base, key, "m", patience), http)) {
            return model.answer(PROMPT, pieces::add);
        }
    }

    private void assertFails(Status status, String message) {
        assertThatThrownBy(this::ask)
                .hasMessageContaining(message)
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::status)
                .isEqualTo(status);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
