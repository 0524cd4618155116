package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.actuator.WireValue;

/** Sends each value as a packet of its own to everybody. */
public record BroadcastOutlet(CcmTransport transport) implements PacketOutlet {
    @Override
    public boolean send(WireValue value, int priority) {
        CcmDatum datum = new CcmDatum(value.tuple().type(), value.tuple().address(), priority, value.text());
        return transport.broadcast(CcmPort.VALUES, CcmWriter.write(CcmPacket.of(transport.address(), datum))) > 0;
    }
}
