package fieldlink.jobs.robot.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSessionTest {
    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(1000), 1_000_000, 1000);
    private static final long SOCKET = 7;
    private static final EnginePacket HELLO = EnginePacket.message("hello");

    @Test
    void theHandshakeAnswersThePollThatOpenedTheSession() {
        EngineSession session = EngineSession.openPolling("abc", SETTINGS, 0);

        assertThat(session.poll(1, 0))
                .containsExactly(new EngineEffect.Answer(
                        1,
                        "0{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,"
                                + "\"pingTimeout\":200,\"maxPayload\":1000000}"));
    }

    @Test
    void aWebSocketIsGreetedAndHasNothingToUpgradeTo() {
        EngineSession session = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);

        assertThat(session.tick(0))
                .containsExactly(new EngineEffect.Write(
                        SOCKET,
                        new EnginePacket.Text(
                                PacketType.OPEN,
                                "{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":300,"
                                        + "\"pingTimeout\":200,\"maxPayload\":1000000}")));
    }

    @Test
    void aPollIsHeldUntilThereIsSomethingToSay() {
        EngineSession session = polling();

        assertThat(session.poll(2, 10)).isEmpty();
        assertThat(session.send(HELLO, 20)).containsExactly(new EngineEffect.Answer(2, "4hello"));
        assertThat(session.unsent()).isZero();
    }

    @Test
    void whatWaitsGoesOutTogether() {
        EngineSession session = polling();
        session.send(HELLO, 10);
        session.send(EnginePacket.message(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})), 10);

        assertThat(session.poll(2, 20)).containsExactly(new EngineEffect.Answer(2, "4hello\u001ebAQIDBA=="));
    }

    /** A client hangs up on no poll of a session that it means to keep. */
    @Test
    void aPollThatTheClientGivesUpEndsTheSession() {
        EngineSession session = polling();
        session.poll(2, 10);

        assertThat(session.pollLost(11))
                .containsExactly(new EngineEffect.Refuse(2, 400), new EngineEffect.Closed(CloseReason.TRANSPORT_LOST));
        assertThat(session.poll(3, 12)).containsExactly(new EngineEffect.Refuse(3, 400));
        assertThat(session.pollLost(13)).isEmpty();
    }

    @Test
    void aPollOfAClientThatHasMovedOverMayBeLost() {
        EngineSession session = polling();
        session.socketAsked();
        session.socketOpened(SOCKET, 11);
        session.frame(SOCKET, EnginePacket.parse("2probe"), 12);
        session.frame(SOCKET, EnginePacket.parse("5"), 13);

        assertThat(session.pollLost(14)).isEmpty();
        assertThat(session.send(HELLO, 15)).containsExactly(new EngineEffect.Write(SOCKET, HELLO));
    }

    @Test
    void postedMessagesAreDeliveredBeforeThePostIsAnswered() {
        EngineSession session = polling();

        assertThat(session.post(2, "4a\u001e4b", 10))
                .containsExactly(
                        new EngineEffect.Deliver(EnginePacket.message("a")),
                        new EngineEffect.Deliver(EnginePacket.message("b")),
                        new EngineEffect.Answer(2, "ok"));
    }

    @Test
    void aBodyThatIsNoPayloadEndsTheSessionAndNothingOfItIsUsed() {
        EngineSession session = polling();

        assertThat(session.post(2, "4a\u001eabc", 10))
                .containsExactly(new EngineEffect.Refuse(2, 400), new EngineEffect.Closed(CloseReason.PROTOCOL_BROKEN));
        assertThat(session.poll(3, 11)).containsExactly(new EngineEffect.Refuse(3, 400));
    }

    @Test
    void aSecondPollEndsTheSession() {
        EngineSession session = polling();
        session.poll(2, 10);

        assertThat(session.poll(3, 11))
                .containsExactly(
                        new EngineEffect.Answer(2, "1"),
                        new EngineEffect.Refuse(3, 400),
                        new EngineEffect.Closed(CloseReason.PROTOCOL_BROKEN));
    }

    @Test
    void aClosingClientHasItsHeldPollAnswered() {
        EngineSession session = polling();
        session.poll(2, 10);

        assertThat(session.post(3, "1", 11))
                .containsExactly(
                        new EngineEffect.Answer(2, "6"),
                        new EngineEffect.Closed(CloseReason.CLIENT_CLOSED),
                        new EngineEffect.Answer(3, "ok"));
        assertThat(session.poll(4, 12)).containsExactly(new EngineEffect.Refuse(4, 400));
    }

    /** A close may overtake the poll that the client sent before it. */
    @Test
    void aPollOvertakenByTheCloseEndsInOrderToo() {
        EngineSession session = polling();
        session.post(3, "1", 11);

        assertThat(session.isForgettable(12)).isFalse();
        assertThat(session.poll(2, 12)).containsExactly(new EngineEffect.Answer(2, "6"));
        assertThat(session.poll(4, 13)).containsExactly(new EngineEffect.Refuse(4, 400));
        assertThat(session.isForgettable(14)).isTrue();
    }

    @Test
    void pingsGoOutAfterTheIntervalAndAPongKeepsTheSession() {
        EngineSession session = polling();
        assertThat(session.deadline()).isEqualTo(300);
        assertThat(session.poll(2, 10)).isEmpty();

        assertThat(session.tick(300)).containsExactly(new EngineEffect.Answer(2, "2"));
        assertThat(session.deadline()).isEqualTo(500);
        session.post(3, "3", 310);
        assertThat(session.deadline()).isEqualTo(610);
        assertThat(session.tick(500)).isEmpty();
    }

    @Test
    void aMissingPongEndsTheSessionEvenWhenNobodyTicked() {
        EngineSession session = polling();

        assertThat(session.poll(2, 500))
                .containsExactly(new EngineEffect.Closed(CloseReason.PING_TIMEOUT), new EngineEffect.Refuse(2, 400));
    }

    @Test
    void theWebSocketTakesOverAndPollingEnds() {
        EngineSession session = polling();
        session.poll(2, 10);
        session.socketAsked();
        session.socketOpened(SOCKET, 11);

        assertThat(session.frame(SOCKET, EnginePacket.parse("2probe"), 12))
                .containsExactly(
                        new EngineEffect.Write(SOCKET, EnginePacket.PONG_PROBE), new EngineEffect.Answer(2, "6"));
        session.poll(3, 13);
        assertThat(session.deadline()).isEqualTo(113);
        assertThat(session.tick(113))
                .as("no poll hangs while the client waits to move over")
                .containsExactly(new EngineEffect.Answer(3, "6"));
        session.send(HELLO, 114);
        assertThat(session.frame(SOCKET, EnginePacket.parse("5"), 115))
                .containsExactly(new EngineEffect.Write(SOCKET, HELLO));
        assertThat(session.poll(4, 116)).containsExactly(new EngineEffect.Refuse(4, 400));
        assertThat(session.socketOpened(8, 117)).containsExactly(new EngineEffect.CloseSocket(8));
        assertThat(session.send(HELLO, 118)).containsExactly(new EngineEffect.Write(SOCKET, HELLO));
    }

    @Test
    void oneAnswerHoldsNoMorePacketsThanEveryClientTakes() {
        EngineSession session = polling();
        for (int i = 0; i < 17; i++) {
            session.send(HELLO, 10);
        }

        String sixteen = "4hello" + "\u001e4hello".repeat(15);
        assertThat(session.poll(2, 11)).containsExactly(new EngineEffect.Answer(2, sixteen));
        assertThat(session.poll(3, 12)).containsExactly(new EngineEffect.Answer(3, "4hello"));
        assertThat(session.unsent()).isZero();
    }

    /** Its upgrade and its poll travel on two connections; the poll may be read first. */
    @Test
    void aPollOfAClientThatHasMovedOverIsRefusedInWhateverOrderTheyAreRead() {
        EngineSession beforeTheUpgrade = polling();
        beforeTheUpgrade.socketAsked();
        beforeTheUpgrade.socketOpened(SOCKET, 11);
        beforeTheUpgrade.frame(SOCKET, EnginePacket.parse("2probe"), 12);
        assertThat(beforeTheUpgrade.poll(2, 13)).isEmpty();
        assertThat(beforeTheUpgrade.frame(SOCKET, EnginePacket.parse("5"), 14))
                .containsExactly(new EngineEffect.Refuse(2, 400));

        EngineSession beforeTheSocket = polling();
        beforeTheSocket.socketAsked();
        assertThat(beforeTheSocket.poll(2, 10)).isEmpty();
        beforeTheSocket.socketOpened(SOCKET, 11);
        beforeTheSocket.frame(SOCKET, EnginePacket.parse("2probe"), 12);
        assertThat(beforeTheSocket.frame(SOCKET, EnginePacket.parse("5"), 13))
                .containsExactly(new EngineEffect.Refuse(2, 400));

        EngineSession beforeTheProbe = polling();
        beforeTheProbe.socketAsked();
        beforeTheProbe.socketOpened(SOCKET, 11);
        assertThat(beforeTheProbe.poll(2, 12)).isEmpty();
        beforeTheProbe.frame(SOCKET, EnginePacket.parse("2probe"), 13);
        assertThat(beforeTheProbe.frame(SOCKET, EnginePacket.parse("5"), 14))
                .containsExactly(new EngineEffect.Refuse(2, 400));
    }

    @Test
    void messagesStillReachThePollWhileAWebSocketIsTried() {
        EngineSession session = polling();
        session.socketAsked();
        session.socketOpened(SOCKET, 11);
        session.frame(SOCKET, EnginePacket.parse("2probe"), 12);
        session.send(HELLO, 13);

        assertThat(session.poll(3, 14)).containsExactly(new EngineEffect.Answer(3, "4hello"));
    }

    @Test
    void anUpgradeThatIsNotFinishedInTimeIsGivenUp() {
        EngineSession session = polling();
        session.socketAsked();
        session.socketOpened(SOCKET, 11);
        session.post(2, "3", 290);
        session.post(3, "3", 580);
        session.post(4, "3", 870);

        assertThat(session.tick(1011)).containsExactly(new EngineEffect.CloseSocket(SOCKET));
        assertThat(session.post(5, "4x", 1012)).contains(new EngineEffect.Deliver(EnginePacket.message("x")));
    }

    @Test
    void aFrameThatIsNoPacketEndsTheSession() {
        EngineSession session = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);
        session.tick(0);

        assertThat(session.frame(SOCKET, EnginePacket.parse("abc"), 1))
                .containsExactly(
                        new EngineEffect.CloseSocket(SOCKET), new EngineEffect.Closed(CloseReason.PROTOCOL_BROKEN));
    }

    @Test
    void aClientThatReadsTooSlowlyIsLetGoInsteadOfFillingMemory() {
        EngineSession session = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);
        session.tick(0);
        EnginePacket large = EnginePacket.message("x".repeat(600));
        session.send(large, 1);

        assertThat(session.send(large, 2)).contains(new EngineEffect.Closed(CloseReason.CLIENT_TOO_SLOW));
    }

    @Test
    void writtenPacketsMakeRoomAgain() {
        EngineSession session = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);
        session.tick(0);
        long before = session.unsent();
        session.send(HELLO, 1);
        session.written(HELLO.size());

        assertThat(session.unsent()).isEqualTo(before);
    }

    @Test
    void theServersLastWordsReachAPollingClient() {
        EngineSession session = polling();
        session.send(HELLO, 10);
        session.close(11);

        assertThat(session.poll(2, 12)).containsExactly(new EngineEffect.Answer(2, "4hello\u001e1"));
        assertThat(session.poll(3, 13)).containsExactly(new EngineEffect.Refuse(3, 400));
    }

    @Test
    void aBrokenWebSocketIsToldFromOneThatWasClosed() {
        EngineSession lost = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);
        EngineSession closed = EngineSession.openSocket("abc", SETTINGS, SOCKET, 0);

        assertThat(lost.socketClosed(SOCKET, false, 1)).contains(new EngineEffect.Closed(CloseReason.TRANSPORT_LOST));
        assertThat(closed.socketClosed(SOCKET, true, 1)).contains(new EngineEffect.Closed(CloseReason.CLIENT_CLOSED));
    }

    @Test
    void requestsAreToldApartByMethodAndQuery() {
        assertThat(EngineRequest.of("GET", "4", "polling", "", false)).isEqualTo(new EngineRequest.OpenPolling());
        assertThat(EngineRequest.of("GET", "4", "websocket", "", true)).isEqualTo(new EngineRequest.OpenSocket());
        assertThat(EngineRequest.of("POST", "4", "polling", "a", false)).isEqualTo(new EngineRequest.Post("a"));
        assertThat(EngineRequest.of("GET", "4", "websocket", "a", true)).isEqualTo(new EngineRequest.Upgrade("a"));
        for (List<String> bad : List.of(
                List.of("GET", "", "polling"),
                List.of("GET", "3", "polling"),
                List.of("GET", "4", ""),
                List.of("GET", "4", "abc"),
                List.of("POST", "4", "polling"),
                List.of("PUT", "4", "polling"))) {
            assertThat(EngineRequest.of(bad.get(0), bad.get(1), bad.get(2), "", false))
                    .isInstanceOf(EngineRequest.Refused.class);
        }
        assertThat(EngineRequest.Refusal.UNKNOWN_SESSION.body())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void nothingComesOfAnEmptyFrame() {
        assertThat(EnginePacket.parse("")).isEqualTo(Optional.empty());
        assertThat(PollingPayload.decode("4a\u001e")).isEqualTo(Optional.empty());
        assertThat(PollingPayload.decode("b!!!")).isEqualTo(Optional.empty());
    }

    private static EngineSession polling() {
        EngineSession session = EngineSession.openPolling("abc", SETTINGS, 0);
        session.poll(1, 0);
        return session;
    }
}
