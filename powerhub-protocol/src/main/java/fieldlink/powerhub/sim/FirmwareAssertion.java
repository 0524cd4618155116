package fieldlink.powerhub.sim;

/** The firmware's own assertion: a timer was started with a period of no ticks. The board panics and reboots. */
final class FirmwareAssertion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FirmwareAssertion(String message) {
        super(message);
    }
}
