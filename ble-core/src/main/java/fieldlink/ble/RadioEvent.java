package fieldlink.ble;

import org.jspecify.annotations.Nullable;

/** What a {@link Radio} reports by itself. */
public sealed interface RadioEvent {
    void accept(Visitor visitor);

    /** An adapter is there, at the start or newly plugged, or its {@link AdapterDescription} changed (power). */
    record AdapterAdded(AdapterDescription info) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.adapterAdded(this);
        }
    }

    /** An adapter is gone; its links and scan are gone with it, without further events. */
    record AdapterRemoved(AdapterName adapter) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.adapterRemoved(this);
        }
    }

    /**
     * A device was heard.
     *
     * @param name what the stack calls the device, null when it knows no name
     * @param rssi in dBm or {@link Advertisement#RSSI_UNKNOWN}
     */
    record Heard(
            AdapterName adapter,
            DeviceAddress device,
            @Nullable String name,
            int rssi,
            AdvertisedContent data) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.heard(this);
        }
    }

    /** A scan ended without {@link RadioScanner#stopScan}: the adapter was switched off, somebody ended discovery. */
    record ScanEnded(AdapterName adapter) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.scanEnded(this);
        }
    }

    /** A link exists that this port did not make: left over from an earlier life, or another program's. */
    record LinkFound(LinkKey link) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.linkFound(this);
        }
    }

    /** A link that was up dropped. Operations under way fail with LINK_LOST besides. */
    record LinkDown(LinkKey link, String reason) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.linkDown(this);
        }
    }

    /** A notification or indication arrived. Echoes of reads are not reported. */
    record Notified(LinkKey link, int handle, GattValue value) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.notified(this);
        }
    }

    /** The device changed its services; the handles of the last discovery are void. */
    record ServicesChanged(LinkKey link) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.servicesChanged(this);
        }
    }

    /** The Bluetooth service or the bus to it is gone: every adapter, scan and link with it, without further events. */
    record ServiceDown(String reason) implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.serviceDown(this);
        }
    }

    /** The Bluetooth service answers again. Its adapters follow as {@link AdapterAdded}. */
    record ServiceUp() implements RadioEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.serviceUp(this);
        }
    }

    interface Visitor {
        void adapterAdded(AdapterAdded event);

        void adapterRemoved(AdapterRemoved event);

        void heard(Heard event);

        void scanEnded(ScanEnded event);

        void linkFound(LinkFound event);

        void linkDown(LinkDown event);

        void notified(Notified event);

        void servicesChanged(ServicesChanged event);

        void serviceDown(ServiceDown event);

        void serviceUp(ServiceUp event);
    }
}
