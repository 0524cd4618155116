package fieldlink.powerhub.sim;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.WireBytes;

/**
 * What became of a read.
 *
 * @param status the ATT status, 0 for success
 * @param value empty when it was refused
 */
public record ReadReport(int status, WireBytes value) {
    static ReadReport of(WireBytes value) {
        return new ReadReport(Att.SUCCESS, value);
    }

    static ReadReport of(AttError error) {
        return new ReadReport(error.code(), WireBytes.EMPTY);
    }

    public boolean isSuccess() {
        return status == Att.SUCCESS;
    }
}
