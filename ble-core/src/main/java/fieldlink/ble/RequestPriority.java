package fieldlink.ble;

/**
 * How urgent a request is. Waiting requests are served by priority, first come first served inside one; a request that
 * waits is treated as more urgent with time, so LOW is late but never lost.
 */
public enum RequestPriority {
    HIGH,
    NORMAL,
    LOW
}
