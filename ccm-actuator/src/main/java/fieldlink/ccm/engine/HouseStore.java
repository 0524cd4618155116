package fieldlink.ccm.engine;

/** Where the house is kept. Failing to keep it never stops control, so nothing here throws. */
public interface HouseStore {
    /**
     * Writes it so that it survives a power cut.
     *
     * @return whether that worked
     */
    boolean save(SavedHouse house);
}
