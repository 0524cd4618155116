package fieldlink.ccm.engine;

/** Who holds the emergency stop. */
public enum EmergencyHolder {
    NOBODY,
    /** It ends by itself some time after the sensor is normal again. */
    SENSOR,
    /** Only a person ends it. */
    PERSON
}
