package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Moment;
import java.time.Duration;

/**
 * Who holds the emergency stop. A person's holds until a person clears it; a sensor's ends by itself when the sensor has
 * been normal for long enough, unless a person joined in.
 */
final class EmergencyLatch {
    private static final Duration NORMAL_TIME = Duration.ofMinutes(5);

    private boolean byPerson;
    private boolean bySensor;
    private Moment normalSince = Moment.NEVER;

    void byPerson() {
        byPerson = true;
    }

    void bySensor() {
        bySensor = true;
        normalSince = Moment.NEVER;
    }

    void sensorIsNormal(Moment now) {
        if (bySensor && normalSince.equals(Moment.NEVER)) {
            normalSince = now;
        }
    }

    boolean isLatched() {
        return holder() != EmergencyHolder.NOBODY;
    }

    EmergencyHolder holder() {
        if (byPerson) {
            return EmergencyHolder.PERSON;
        }
        return bySensor ? EmergencyHolder.SENSOR : EmergencyHolder.NOBODY;
    }

    /** When it clears by itself. */
    Moment clearsAt() {
        return bySensor && !byPerson ? normalSince.plus(NORMAL_TIME) : Moment.NEVER;
    }

    void clear() {
        byPerson = false;
        bySensor = false;
        normalSince = Moment.NEVER;
    }
}
