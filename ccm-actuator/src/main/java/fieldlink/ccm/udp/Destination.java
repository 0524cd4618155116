package fieldlink.ccm.udp;

/** Ways to reach everybody. Nodes differ in which they hear, so that sending in two ways is usual. */
public enum Destination {
    /** 255.255.255.255: every known node hears it. */
    LIMITED_BROADCAST,
    /** The last address of the interface's network. */
    SUBNET_BROADCAST,
    /** 224.0.0.1: some controllers and tools send only this; ArSprout does not hear it. */
    ALL_HOSTS
}
