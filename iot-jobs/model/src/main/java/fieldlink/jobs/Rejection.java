package fieldlink.jobs;

import java.time.Duration;
import java.time.Instant;

/** Why a job was not accepted. Nothing was stored. */
public sealed interface Rejection {
    /** One sentence for a person. */
    String reason();

    record UnknownDevice(DeviceId device) implements Rejection {
        @Override
        public String reason() {
            return "no device is called '" + device + "'";
        }
    }

    record UnsupportedCommand(DeviceId device, String command) implements Rejection {
        @Override
        public String reason() {
            return "'" + device + "' cannot '" + command + "'";
        }
    }

    /** @param retryAfter when it is worth asking again */
    record QueueFull(DeviceId device, int limit, Duration retryAfter) implements Rejection {
        @Override
        public String reason() {
            return "the queue of '" + device + "' is full with " + limit + " jobs";
        }
    }

    record AlreadyExpired(Instant expiredAt) implements Rejection {
        @Override
        public String reason() {
            return "the job would have expired at " + expiredAt;
        }
    }

    record KeyReused(String key, JobId job) implements Rejection {
        @Override
        public String reason() {
            return "the idempotency key '" + key + "' belongs to job " + job + ", which is another command";
        }
    }
}
