package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Signal;
import java.util.List;
import java.util.function.Function;

/**
 * The running bridge without threads: the same decisions and the same packets as {@link Engine}, for whoever turns the
 * clock himself, such as a rehearsal in virtual time. Call {@link #advance} when {@link #due} has come. For one thread.
 */
public final class SteppedEngine {
    private final HouseClock clock;
    private final Register register;
    private final Roster roster;
    private final SignalBoard board;
    private final Bridge bridge;

    private SteppedEngine(BridgeSettings settings, HousePorts ports, PacketOutlet outlet, SavedHouse saved) {
        clock = ports.clock();
        register = new Register(clock, "stepped", settings.calibration().zone());
        roster = Roster.of(settings, register, saved, clock.now());
        board = new SignalBoard(settings.actuators().values(), outlet);
        bridge = new Bridge(settings, ports, new OnTheBoard(), roster, register);
    }

    /** Starts the house; what {@code saved} left running is switched off before this returns. */
    public static SteppedEngine start(
            BridgeSettings settings, HousePorts ports, PacketOutlet outlet, SavedHouse saved) {
        SavedHouse left = saved.named(settings.actuators().values());
        SteppedEngine engine = new SteppedEngine(settings, ports, outlet, left);
        engine.bridge.start(left);
        engine.advance();
        return engine;
    }

    public Moment due() {
        return bridge.due().earlier(board.due());
    }

    /** Does everything whose time has come. */
    public void advance() {
        bridge.advance();
        bridge.flush();
        while (!board.due().isAfter(clock.now())) {
            board.pump(clock.now());
        }
    }

    public Reply submit(ActuatorCommand command) {
        Reply reply = bridge.submit(command);
        bridge.flush();
        return reply;
    }

    public void emergency(String actor, String reason) {
        bridge.emergency(true, actor, reason);
        bridge.flush();
    }

    public boolean clear(String actor) {
        boolean cleared = bridge.clear(actor);
        bridge.flush();
        return cleared;
    }

    /** A value from the network. */
    public void hear(CcmDatum datum, Ipv4Address source, boolean own) {
        bridge.hear(datum, source, own);
        bridge.flush();
    }

    public List<ActuatorStatus> actuators() {
        return roster.names().stream()
                .map(name -> ActuatorStatus.of(roster.get(name), clock, register))
                .toList();
    }

    private final class OnTheBoard implements Signals {
        @Override
        public SignalBoard.Shown show(String actuator, ActuatorEffect.Show show) {
            return board.show(actuator, show, clock.now());
        }

        @Override
        public void hush(String actuator) {
            board.hush(actuator);
        }

        @Override
        public void latch(Function<ActuatorSpec, Signal> off) {
            board.latch(clock.now(), off);
        }

        @Override
        public void unlatch() {
            board.unlatch();
        }
    }
}
