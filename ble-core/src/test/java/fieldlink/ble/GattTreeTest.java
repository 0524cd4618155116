package fieldlink.ble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GattTreeTest {
    private static final Uuid POWER = Uuid.of(0xFFF0);
    private static final Uuid LIGHT = Uuid.of(0xFFE0);
    private static final Uuid STATE = Uuid.of(0xFFF1);

    private final GattTree tree = new GattTree(List.of(service(POWER, 3), service(LIGHT, 7)), 23);

    @Test
    void theServiceSelectsAmongEqualCharacteristics() {
        assertThat(tree.find(CharacteristicId.of(LIGHT, STATE)))
                .extracting(GattTree.Characteristic::handle)
                .containsExactly(7);
    }

    @Test
    void withoutServiceAllOfThatUuidAreMeant() {
        assertThat(tree.find(CharacteristicId.parse("FFF1"))).hasSize(2);
    }

    @Test
    void theRightCharacteristicInTheWrongServiceIsNotFound() {
        assertThat(tree.find(CharacteristicId.parse("180F/FFF1"))).isEmpty();
    }

    private static GattTree.Service service(Uuid uuid, int handle) {
        return new GattTree.Service(
                uuid, true, List.of(new GattTree.Characteristic(handle, STATE, Set.of(), List.of())));
    }
}
