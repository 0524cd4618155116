package fieldlink.ble.sim;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The simplest device: every characteristic is a cell that holds what was written last. Any thread may look at it. */
public final class MemoryServer implements GattServer {
    private final Map<CharacteristicId, GattValue> cells = new ConcurrentHashMap<>();
    private final List<GattValue> written = new CopyOnWriteArrayList<>();

    /** A device whose cells are empty. */
    public MemoryServer() {}

    public MemoryServer with(CharacteristicId characteristic, GattValue value) {
        cells.put(characteristic, value);
        return this;
    }

    public GattValue value(CharacteristicId characteristic) {
        return cells.getOrDefault(characteristic, GattValue.EMPTY);
    }

    /** Everything that was written, in order, whichever cell it went to. */
    public List<GattValue> written() {
        return List.copyOf(written);
    }

    @Override
    public GattValue onRead(CharacteristicId characteristic) {
        return value(characteristic);
    }

    @Override
    public void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode) {
        cells.put(characteristic, value);
        written.add(value);
    }
}
