package fieldlink.ccm.actuator;

import fieldlink.ccm.CcmTuple;

/** One value of one tuple, as text that goes into a packet. */
public record WireValue(CcmTuple tuple, String text) {}
