package fieldlink.ble.switchbot;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.Uuid;
import java.util.List;

/** What a SwitchBot device can be told, as bytes. */
public sealed interface SwitchBotCommand {
    Uuid SERVICE = Uuid.parse("cba20d00-224d-11e6-9fb8-0002a5d5c51b");
    CharacteristicId WRITE = CharacteristicId.of(SERVICE, Uuid.parse("cba20002-224d-11e6-9fb8-0002a5d5c51b"));
    CharacteristicId REPLY = CharacteristicId.of(SERVICE, Uuid.parse("cba20003-224d-11e6-9fb8-0002a5d5c51b"));

    /** What to write, one after the other; the device answers each. */
    List<GattValue> frames();

    /** Whether an answer means that it was done. */
    default boolean isDone(SwitchBotReply reply) {
        return reply.status() == SwitchBotReply.Status.OK;
    }

    enum Bot implements SwitchBotCommand {
        PRESS("570100"),
        ON("570101"),
        OFF("570102"),
        DOWN("570103"),
        UP("570104");

        private final String frame;

        Bot(String frame) {
            this.frame = frame;
        }

        @Override
        public List<GattValue> frames() {
            return List.of(GattValue.parseHex(frame));
        }

        /** The common libraries take 05 for done too. */
        @Override
        public boolean isDone(SwitchBotReply reply) {
            return reply.status() == SwitchBotReply.Status.OK || reply.status() == SwitchBotReply.Status.UNSUPPORTED;
        }
    }

    enum Plug implements SwitchBotCommand {
        ON("570f50010180"),
        OFF("570f50010100"),
        TOGGLE("570f50010280"),
        READ("570f5101");

        private final String frame;

        Plug(String frame) {
            this.frame = frame;
        }

        @Override
        public List<GattValue> frames() {
            return List.of(GattValue.parseHex(frame));
        }
    }

    /** Two generations of firmware understand two forms, so both are sent; one of them answers that it was done. */
    record CurtainStop() implements SwitchBotCommand {
        @Override
        public List<GattValue> frames() {
            return List.of(GattValue.parseHex("570f45010001"), GattValue.parseHex("570f450100ff"));
        }
    }

    /** @param closed 0 open, 100 closed */
    record CurtainGo(int closed, boolean slowly) implements SwitchBotCommand {
        public CurtainGo {
            if (closed < 0 || closed > 100) {
                throw new IllegalArgumentException("curtain position " + closed + " is outside 0..100");
            }
        }

        @Override
        public List<GattValue> frames() {
            int speed = slowly ? 0x01 : 0xFF;
            return List.of(
                    GattValue.of(0x57, 0x0F, 0x45, 0x01, 0x01, 0x01, closed),
                    GattValue.of(0x57, 0x0F, 0x45, 0x01, 0x05, speed, closed));
        }
    }

    /** Battery, firmware and settings of any of them. */
    record ReadSettings() implements SwitchBotCommand {
        @Override
        public List<GattValue> frames() {
            return List.of(GattValue.parseHex("5702"));
        }
    }
}
