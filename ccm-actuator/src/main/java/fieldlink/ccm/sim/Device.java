package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatum;
import java.util.List;

/** A device as its node handles it. */
interface Device {
    List<Slot> slots();

    /** Does what the slots say; called when one changed and at every tick. */
    void act();

    /** What the node says of it. */
    List<CcmDatum> states();

    Truth truth();

    /** As after a power cut: relays open, nothing remembered. */
    void reboot();
}
