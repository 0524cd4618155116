package fieldlink.ble;

/** What a scan tells its listener. */
public sealed interface ScanEvent {
    /** The sighting it is about: for {@link Unavailable} the last one. */
    Advertisement advertisement();

    /** A device was heard. The first one of a device may come from the cache. */
    record Heard(Advertisement advertisement) implements ScanEvent {}

    /** A device that was heard has been silent for longer than the cache keeps sightings. */
    record Unavailable(Advertisement advertisement) implements ScanEvent {}
}
