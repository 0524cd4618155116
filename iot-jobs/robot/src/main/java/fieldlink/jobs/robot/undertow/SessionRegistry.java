package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineSession;
import fieldlink.jobs.robot.engineio.EngineSettings;
import fieldlink.jobs.robot.engineio.Handshake;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The open sessions of one server. */
final class SessionRegistry implements AutoCloseable {
    /** A stranger may open sessions without a word of Socket.IO, each of which is remembered until its ping times out. */
    private static final int MAX_SESSIONS = 4096;

    private static final int SID_BYTES = 15;

    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final SessionClock clock = new SessionClock();
    private final EngineSettings settings;
    private final EngineApplication application;

    SessionRegistry(EngineSettings settings, EngineApplication application) {
        this.settings = settings;
        this.application = application;
    }

    SessionClock clock() {
        return clock;
    }

    int maxPayload() {
        return settings.maxPayload();
    }

    boolean isFull() {
        return sessions.size() >= MAX_SESSIONS;
    }

    Optional<LiveSession> find(String sid) {
        return Optional.ofNullable(sessions.get(sid));
    }

    LiveSession openPolling(Handshake handshake) {
        return add(handshake, (sid, now) -> EngineSession.openPolling(sid, settings, now));
    }

    LiveSession openSocket(Handshake handshake, long socket) {
        return add(handshake, (sid, now) -> EngineSession.openSocket(sid, settings, socket, now));
    }

    void forget(LiveSession session) {
        sessions.remove(session.sid());
    }

    private LiveSession add(Handshake handshake, BiFunction<String, Long, EngineSession> open) {
        byte[] bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        String sid = Base64.getUrlEncoder().encodeToString(bytes);
        LiveSession session = new LiveSession(open.apply(sid, clock.now()), handshake, application, this);
        sessions.put(sid, session);
        return session;
    }

    /** Ends every session. */
    @Override
    public void close() {
        sessions.values().forEach(LiveSession::close);
        clock.close();
    }
}
