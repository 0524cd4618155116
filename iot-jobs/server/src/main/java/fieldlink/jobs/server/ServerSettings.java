package fieldlink.jobs.server;

import java.time.Duration;

/**
 * How a server behaves.
 *
 * @param port 0 for any that is free
 * @param secureCookies whether browsers reach the server over TLS only, through a proxy
 */
public record ServerSettings(String host, int port, Mode mode, boolean secureCookies, Limits limits) {
    public enum Mode {
        /** Operators log in, devices carry tokens. */
        SECURE,
        /** Everybody may do everything, as with the first IoT server: for a network that only friends are on. */
        LEGACY
    }

    /**
     * @param body the longest request body, in bytes
     * @param poll the longest time a poll is held
     * @param result how long a caller waits for a result when it does not say; it can wait ten times as long if it does
     * @param pendingDevices how many devices may ask to be let in at the same time
     * @param heldPolls how many polls are held at the same time
     * @param rates how often one client may ask
     * @param patience how long a client may take to say what it wants, to send a body, and to take in its answer
     */
    public record Limits(
            long body,
            Duration poll,
            Duration result,
            int pendingDevices,
            int heldPolls,
            Rates rates,
            Duration patience) {
        public static final Limits DEFAULT = new Limits(
                1024 * 1024,
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                1_000,
                20_000,
                Rates.DEFAULT,
                Duration.ofSeconds(15));

        public Limits {
            if (body < 1
                    || poll.isNegative()
                    || result.isNegative()
                    || pendingDevices < 0
                    || heldPolls < 0
                    || patience.isNegative()) {
                throw new IllegalArgumentException("limits cannot be negative");
            }
        }

        public Limits waiting(Duration longestForResult) {
            return new Limits(body, poll, longestForResult, pendingDevices, heldPolls, rates, patience);
        }

        public Limits patientFor(Duration newPatience) {
            return new Limits(body, poll, result, pendingDevices, heldPolls, rates, newPatience);
        }

        public Limits at(Rates newRates) {
            return new Limits(body, poll, result, pendingDevices, heldPolls, newRates, patience);
        }
    }

    /**
     * Requests per second, in the long run; 0 for as many as come. In legacy mode nobody is told from anybody, and nobody
     * is limited.
     *
     * @param strangers of one address without credentials
     * @param clients of one operator or device
     */
    public record Rates(int strangers, int clients) {
        public static final Rates DEFAULT = new Rates(50, 500);

        public Rates {
            if (strangers < 0 || clients < 0) {
                throw new IllegalArgumentException("a rate cannot be negative: " + strangers + ", " + clients);
            }
        }
    }

    public static ServerSettings on(String host, int port) {
        return new ServerSettings(host, port, Mode.SECURE, false, Limits.DEFAULT);
    }

    public ServerSettings in(Mode newMode) {
        return new ServerSettings(host, port, newMode, secureCookies, limits);
    }

    public ServerSettings within(Limits newLimits) {
        return new ServerSettings(host, port, mode, secureCookies, newLimits);
    }

    public boolean isLegacy() {
        return mode == Mode.LEGACY;
    }
}
