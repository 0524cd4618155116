package fieldlink.ccm.engine;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import java.time.Duration;

/** The last value that the network had for a tuple. */
public record HeardValue(CcmTuple tuple, String text, Ipv4Address sender, Duration age) {}
