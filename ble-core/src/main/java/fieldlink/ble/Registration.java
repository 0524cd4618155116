package fieldlink.ble;

/** Something that goes on until it is closed. Closing twice is harmless; after {@link #close} no callback begins. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
