package fieldlink.jobs.robot.engineio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Engine.IO session from its handshake to its end: heartbeat, long polling, websocket and the change between them.
 *
 * <p>Every input takes the time, in milliseconds of a clock that never jumps, and returns what is to be done. A session
 * belongs to one caller at a time; it has no thread of its own. {@link #deadline} says when {@link #tick} is due.
 */
public final class EngineSession {
    private static final long NONE = -1;
    private static final int GONE = 400;

    private final String sid;
    private final EngineSettings settings;
    private List<EngineEffect> effects = new ArrayList<>();

    private final Heartbeat heartbeat;
    private final Upgrade upgrade = new Upgrade();
    private final Outbox outbox = new Outbox();

    private long socket = NONE;
    private long heldPoll = NONE;

    private boolean closed;
    /** What one poll that is still on its way will be told after the end; null when there is nothing to tell. */
    private @org.jspecify.annotations.Nullable String lastWord;

    private long forgetAt = Long.MAX_VALUE;

    private EngineSession(String sid, EngineSettings settings, long now) {
        this.sid = sid;
        this.settings = settings;
        this.heartbeat = new Heartbeat(settings, now);
    }

    /** Opens a session by long polling; its first answer goes to the request that opened it. */
    public static EngineSession openPolling(String sid, EngineSettings settings, long now) {
        EngineSession session = new EngineSession(sid, settings, now);
        session.outbox.add(session.handshake("[\"websocket\"]"));
        return session;
    }

    /** Opens a session on a websocket; the handshake is among the effects of {@link #tick} or any other first input. */
    public static EngineSession openSocket(String sid, EngineSettings settings, long socket, long now) {
        EngineSession session = new EngineSession(sid, settings, now);
        session.socket = socket;
        session.write(session.handshake("[]"));
        return session;
    }

    public String sid() {
        return sid;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Whether a closed session owes no poll an answer any more and can be dropped. */
    public boolean isForgettable(long now) {
        return closed && (lastWord == null || now >= forgetAt);
    }

    /** Bytes that the client has not taken yet. */
    public long unsent() {
        return outbox.unsent();
    }

    /** When {@link #tick} is due next; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return closed ? forgetAt : Math.min(heartbeat.deadline(), upgrade.deadline());
    }

    public List<EngineEffect> tick(long now) {
        expire(now);
        return done();
    }

    public List<EngineEffect> poll(long request, long now) {
        expire(now);
        if (lastWord != null) {
            answer(request, lastWord);
            lastWord = null;
        } else if (closed || socket != NONE) {
            refuse(request, GONE);
        } else if (heldPoll != NONE) {
            answerHeld(PollingPayload.encode(List.of(EnginePacket.CLOSE)));
            refuse(request, GONE);
            end(CloseReason.PROTOCOL_BROKEN, now);
        } else {
            heldPoll = request;
            upgrade.pollHeld(now);
            flushPoll();
        }
        return done();
    }

    /** The client hung up on a poll, which it does with no session that is to go on. */
    public List<EngineEffect> pollLost(long now) {
        expire(now);
        if (socket == NONE) {
            refuseHeld();
            end(CloseReason.TRANSPORT_LOST, now);
        }
        return done();
    }

    public List<EngineEffect> post(long request, String body, long now) {
        expire(now);
        if (closed || socket != NONE) {
            refuse(request, GONE);
            return done();
        }
        Optional<List<EnginePacket>> packets = PollingPayload.decode(body);
        if (packets.isEmpty()) {
            refuse(request, GONE);
            breakOff(now);
            return done();
        }
        for (EnginePacket packet : packets.get()) {
            receive(packet, now);
        }
        answer(request, "ok");
        return done();
    }

    /** A websocket was asked for in order to take over from polling. */
    public void socketAsked() {
        upgrade.announce();
    }

    /** It is open. */
    public List<EngineEffect> socketOpened(long opened, long now) {
        expire(now);
        if (closed || socket != NONE || upgrade.isUnderWay()) {
            effects.add(new EngineEffect.CloseSocket(opened));
        } else {
            upgrade.begin(opened, settings.upgradeTimeout().toMillis(), now);
        }
        return done();
    }

    /** @param packet what a frame held; empty when it was no packet */
    public List<EngineEffect> frame(long from, Optional<EnginePacket> packet, long now) {
        expire(now);
        if (closed) {
            return done();
        }
        if (from == socket) {
            packet.ifPresentOrElse(known -> receive(known, now), () -> breakOff(now));
        } else if (from == upgrade.candidate()) {
            packet.ifPresentOrElse(known -> probe(known, now), this::dropCandidate);
        }
        return done();
    }

    /**
     * A websocket is gone.
     *
     * @param orderly whether the client closed it with a close frame
     */
    public List<EngineEffect> socketClosed(long gone, boolean orderly, long now) {
        expire(now);
        if (gone == upgrade.candidate()) {
            upgrade.end();
        } else if (gone == socket && !closed) {
            end(orderly ? CloseReason.CLIENT_CLOSED : CloseReason.TRANSPORT_LOST, now);
        }
        return done();
    }

    /** A packet of this size, written to the session's websocket before, has left. */
    public void written(int size) {
        outbox.left(size);
    }

    public List<EngineEffect> send(EnginePacket message, long now) {
        expire(now);
        if (!closed) {
            emit(message);
            if (outbox.unsent() > settings.sendLimit()) {
                breakOffWith(CloseReason.CLIENT_TOO_SLOW, now);
            }
        }
        return done();
    }

    /** Ends the session from this side. What was sent before still goes out. */
    public List<EngineEffect> close(long now) {
        expire(now);
        if (!closed) {
            breakOffWith(CloseReason.SERVER_CLOSED, now);
        }
        return done();
    }

    private EnginePacket handshake(String upgrades) {
        return new EnginePacket.Text(
                PacketType.OPEN,
                "{\"sid\":\"" + sid + "\",\"upgrades\":" + upgrades
                        + ",\"pingInterval\":" + settings.pingInterval().toMillis()
                        + ",\"pingTimeout\":" + settings.pingTimeout().toMillis()
                        + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    private void receive(EnginePacket packet, long now) {
        if (closed) {
            return;
        }
        if (packet instanceof EnginePacket.Text text) {
            switch (text.type()) {
                case MESSAGE -> effects.add(new EngineEffect.Deliver(packet));
                case PONG -> heartbeat.pong(now);
                case CLOSE -> closedByClient(now);
                // In version 4 the server alone sends pings; a client that does so speaks another version.
                case PING, OPEN -> breakOff(now);
                case UPGRADE, NOOP -> {}
            }
        } else {
            effects.add(new EngineEffect.Deliver(packet));
        }
    }

    private void closedByClient(long now) {
        if (socket == NONE) {
            String noop = PollingPayload.encode(List.of(EnginePacket.NOOP));
            if (heldPoll != NONE) {
                answerHeld(noop);
            } else {
                // The client's own poll may be overtaken by its close; it is to end in order as well.
                lastWord = noop;
            }
        }
        end(CloseReason.CLIENT_CLOSED, now);
    }

    private void probe(EnginePacket packet, long now) {
        if (packet instanceof EnginePacket.Text text
                && text.type() == PacketType.PING
                && text.data().equals("probe")) {
            upgrade.probe(now);
            effects.add(new EngineEffect.Write(upgrade.candidate(), EnginePacket.PONG_PROBE));
            outbox.pass(EnginePacket.PONG_PROBE);
            if (!upgrade.isPollLate()) {
                releasePoll();
            }
        } else if (upgrade.isProbed()
                && packet instanceof EnginePacket.Text text
                && text.type() == PacketType.UPGRADE) {
            moveOver();
        } else {
            dropCandidate();
        }
    }

    private void moveOver() {
        if (upgrade.isPollLate()) {
            refuseHeld();
        }
        releasePoll();
        socket = upgrade.candidate();
        upgrade.end();
        outbox.drain().forEach(packet -> effects.add(new EngineEffect.Write(socket, packet)));
    }

    private void releasePoll() {
        if (heldPoll != NONE) {
            answerHeld(PollingPayload.encode(List.of(EnginePacket.NOOP)));
        }
    }

    private void dropCandidate() {
        effects.add(new EngineEffect.CloseSocket(upgrade.candidate()));
        upgrade.end();
    }

    /** Deadlines count by the time of the input, however late the tick comes. */
    private void expire(long now) {
        if (closed) {
            return;
        }
        if (upgrade.isOverdue(now)) {
            dropCandidate();
        }
        if (upgrade.releasesPoll(now)) {
            releasePoll();
        }
        switch (heartbeat.at(now)) {
            case NOTHING -> {}
            case PING -> emit(EnginePacket.PING);
            case DEAD -> end(CloseReason.PING_TIMEOUT, now);
        }
    }

    private void emit(EnginePacket packet) {
        if (socket == NONE) {
            outbox.add(packet);
            flushPoll();
        } else {
            write(packet);
        }
    }

    private void write(EnginePacket packet) {
        outbox.pass(packet);
        effects.add(new EngineEffect.Write(socket, packet));
    }

    private void flushPoll() {
        if (heldPoll != NONE && !outbox.isEmpty()) {
            answerHeld(outbox.payload());
        }
    }

    private void answerHeld(String body) {
        answer(heldPoll, body);
        heldPoll = NONE;
    }

    private void refuseHeld() {
        if (heldPoll != NONE) {
            refuse(heldPoll, GONE);
            heldPoll = NONE;
        }
    }

    private void answer(long request, String body) {
        effects.add(new EngineEffect.Answer(request, body));
    }

    private void refuse(long request, int status) {
        effects.add(new EngineEffect.Refuse(request, status));
    }

    private void breakOff(long now) {
        outbox.clear();
        end(CloseReason.PROTOCOL_BROKEN, now);
    }

    private void breakOffWith(CloseReason reason, long now) {
        if (socket == NONE) {
            outbox.add(EnginePacket.CLOSE);
            if (heldPoll == NONE && reason == CloseReason.SERVER_CLOSED) {
                lastWord = PollingPayload.encode(outbox.drain());
            }
            flushPoll();
        }
        end(reason, now);
    }

    private void end(CloseReason reason, long now) {
        if (closed) {
            return;
        }
        closed = true;
        outbox.clear();
        forgetAt = now + settings.pingTimeout().toMillis();
        if (heldPoll != NONE) {
            answerHeld(PollingPayload.encode(List.of(EnginePacket.CLOSE)));
        }
        if (upgrade.isUnderWay()) {
            dropCandidate();
        }
        if (socket != NONE) {
            effects.add(new EngineEffect.CloseSocket(socket));
        }
        effects.add(new EngineEffect.Closed(reason));
    }

    private List<EngineEffect> done() {
        List<EngineEffect> result = effects;
        effects = new ArrayList<>();
        return result;
    }
}
