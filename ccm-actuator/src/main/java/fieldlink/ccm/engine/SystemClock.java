package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The machine's clocks. The steady one begins at zero when this is made. */
public final class SystemClock implements HouseClock {
    private final long origin = System.nanoTime();
    private final InstantSource wall;
    private final BooleanSupplier wallTrust;

    public SystemClock(InstantSource wall, BooleanSupplier wallTrust) {
        this.wall = wall;
        this.wallTrust = wallTrust;
    }

    @Override
    public Moment now() {
        return new Moment(System.nanoTime() - origin);
    }

    @Override
    public Instant wall() {
        return wall.instant();
    }

    @Override
    public boolean isWallTrusted() {
        return wallTrust.getAsBoolean();
    }
}
