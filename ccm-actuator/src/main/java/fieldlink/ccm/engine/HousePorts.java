package fieldlink.ccm.engine;

/** What the bridge needs of the outside besides the wire. */
public record HousePorts(HouseClock clock, HouseStore store, AuditTrail audit) {}
