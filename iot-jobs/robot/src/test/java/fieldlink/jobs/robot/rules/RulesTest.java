package fieldlink.jobs.robot.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.rules.Seats.Seat;
import fieldlink.jobs.robot.rules.Seats.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class RulesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "process | {} | 01004",
                "process | {\"params\":{\"object\":\"x\",\"method\":\"y\",\"args\":null}} | 01004",
                "process | {\"params\":{\"object\":null,\"method\":\"y\"}} | 01002",
                "process | {\"params\":{\"object\":0,\"method\":\"y\"}} | 01002",
                "process | {\"params\":{\"object\":\"x\",\"method\":\"y\"},\"timeout_ms\":-1} | 01004",
                "process | [1] | 01001",
                "update | {} | 01004",
                "update | {\"data\":5} | 01004",
                "update | {\"data\":\"\"} | 01002",
                "process | {\"command\":\"bogus\"} | 01003",
                "process | {\"command\":5} | 01003",
                "nosuch | {} | 01003"
            })
    void payloadsThatAreNoCommandAreRefusedWithTheOriginalsCodes(String event, String payload, String code) {
        assertThat(CommandReader.read(List.of(StringNode.valueOf(event), JSON.readTree(payload))))
                .isInstanceOfSatisfying(
                        CommandReader.Reading.Refused.class,
                        refused -> assertThat(refused.error().path("error_code").asString())
                                .isEqualTo(code));
    }

    @Test
    void aCommandKeyOverridesTheEventAndAnythingStarts() {
        for (String payload : List.of("{\"command\":\"start\"}", "{\"command\":\"start\",\"params\":1}")) {
            assertThat(read("process", payload)).isEqualTo(new RobotCommand.Start());
        }
        for (String payload : List.of("\"str\"", "null", "[1]", "5")) {
            assertThat(read("start", payload)).isEqualTo(new RobotCommand.Start());
        }
        assertThat(read("update", "{\"zip_data\":\"UEs=\"}")).isEqualTo(new RobotCommand.Update("UEs="));
    }

    @Test
    void resultsWithAStatusAreTheAnswerAndOthersAreWrapped() {
        CallAnswer answer = new CallAnswer(false);
        assertThat(answer.to(new CallOutcome.Returned(JSON.readTree("{\"status\":\"standing\"}")))
                        .toString())
                .isEqualTo("{\"status\":\"standing\"}");
        assertThat(answer.to(new CallOutcome.Returned(JSON.readTree("{\"status\":\"error\",\"message\":\"m\"}")))
                        .toString())
                .isEqualTo("{\"status\":\"error\",\"message\":\"m\",\"error_code\":\"03001\",\"data\":{}}");
        assertThat(answer.to(new CallOutcome.Returned(JSON.readTree("[1]"))).toString())
                .isEqualTo("{\"status\":\"success\",\"message\":\"执行成功\",\"data\":{\"result\":[1]}}");
    }

    /** The first text was made with {@code openssl enc -aes-256-cbc -md md5}, whose format CryptoJS has. */
    @Test
    void aSealedPayloadOpensWithItsPassphraseOnly() {
        SealedPayload seal = new SealedPayload("ROBOT_CONTROL_SYSTEM");
        String text = seal.seal("{\"a\":\"机器人\"}", "12345678".getBytes(StandardCharsets.US_ASCII));

        assertThat(seal.open("U2FsdGVkX18BAgMEBQYHCHJYNHpfODBDxUgadD0ufog=")).contains("{\"a\":1}");
        assertThat(seal.open(text)).contains("{\"a\":\"机器人\"}");
        assertThat(seal.open("not sealed")).isEmpty();
        assertThat(seal.open("U2FsdGVkX18xMjM0NTY3OA==")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"aGk=, hi", "a G k=, hi", "aGk=ignored, hi", "@@aG*k=, hi", "aGkh, hi!"})
    void base64IsReadAsPythonReadsIt(String text, String decoded) {
        assertThat(new String(LenientBase64.decode(text), StandardCharsets.UTF_8))
                .isEqualTo(decoded);
    }

    @Test
    void base64FaultsAreToldInPythonsWords() {
        assertThatThrownBy(() -> LenientBase64.decode("aGk")).hasMessage("Incorrect padding");
        assertThatThrownBy(() -> LenientBase64.decode("aGkha"))
                .hasMessageContaining("number of data characters (5) cannot be 1 more than a multiple of 4");
        assertThatThrownBy(() -> LenientBase64.decode("é")).hasMessageContaining("only ASCII");
    }

    @Test
    void archivesAreToldByTheirTableOfContents() {
        ArchiveRules.Entry entry = new ArchiveRules.Entry("a~b.so", 10, 10);
        assertThat(ArchiveRules.ORIGINAL.check(List.of(entry)).map(JsonNode::toString))
                .hasValueSatisfying(error -> assertThat(error).contains("不允许的文件类型 (.so)", "不安全的路径", "02005"));
        assertThat(ArchiveRules.ROOMY.check(List.of(entry))).isEmpty();
        for (String name : List.of("/etc/x.py", "../x.py", "a/../../x.py", "a\\b.py", "")) {
            assertThat(ArchiveRules.ROOMY.check(List.of(new ArchiveRules.Entry(name, 1, 1))))
                    .as(name)
                    .isPresent();
        }
        assertThat(ArchiveRules.ROOMY.check(List.of(new ArchiveRules.Entry("big.bin", 2L << 30, 2L << 30))))
                .isPresent();
    }

    @Test
    void seatsGoToWhoMayHaveThem() {
        Account ada = new Account("ada", Role.ADMIN);
        Account eve = new Account("eve", Role.OBSERVER);
        assertThat(decide(Optional.empty(), ada, "ada/", Wish.OPERATE)).isEqualTo(Seat.OPERATOR);
        assertThat(decide(Optional.of("bob/"), ada, "ada/", Wish.OPERATE)).isEqualTo(Seat.REFUSED);
        assertThat(decide(Optional.of("ada/"), ada, "ada/", Wish.OPERATE)).isEqualTo(Seat.OPERATOR_AGAIN);
        assertThat(decide(Optional.of("bob/"), ada, "ada/", Wish.TAKE_OVER)).isEqualTo(Seat.OPERATOR_INSTEAD);
        assertThat(decide(Optional.of(""), Account.ANYBODY, "", Wish.OPERATE))
                .as("two of whom nothing is known are not the same person")
                .isEqualTo(Seat.REFUSED);
        assertThat(decide(Optional.empty(), eve, "eve/", Wish.TAKE_OVER)).isEqualTo(Seat.OBSERVER);
        assertThat(Seats.refusal(ErrorCode.CONNECTION_REJECTED)).isEqualTo("00001:连接被拒绝,已有其他客户端连接");
    }

    @Test
    void restartsBackOffUntilAWorkerHasLived() {
        Instant now = Instant.EPOCH;
        Backoff backoff = Backoff.started(now);
        for (long expected : new long[] {0, 1, 2, 4, 8, 16, 32, 60, 60}) {
            backoff = backoff.crashed(now);
            assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(expected));
            backoff = backoff.restarted(now);
        }
        assertThat(backoff.crashed(now.plusSeconds(31)).delay()).isZero();
    }

    @Test
    void theLogForgetsItsOldestLinesAndNoOffsetComesTwice() {
        LogRing ring = new LogRing(2);
        ring.add("a", Instant.EPOCH);
        ring.add("b", Instant.EPOCH);
        ring.add("c", Instant.EPOCH);

        assertThat(ring.since(0, 10)).extracting(LogRing.Line::text).containsExactly("b", "c");
        assertThat(ring.since(2, 10)).extracting(LogRing.Line::offset).containsExactly(2L);
        assertThat(ring.next()).isEqualTo(3);
    }

    private static Seat decide(Optional<String> sitting, Account account, String identity, Wish wish) {
        return Seats.decide(sitting, new Seats.Applicant(account, identity, wish));
    }

    private static RobotCommand read(String event, String payload) {
        CommandReader.Reading reading = CommandReader.read(List.of(StringNode.valueOf(event), JSON.readTree(payload)));
        return ((CommandReader.Reading.Understood) reading).command();
    }
}
