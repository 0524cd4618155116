package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import java.time.Instant;

/** The two clocks of the house: motors run on the steady one, schedules and logs on the wall's. */
public interface HouseClock {
    Moment now();

    Instant wall();

    /** Whether the wall clock has been set by somebody who knows; schedules rest until then. */
    boolean isWallTrusted();
}
