package fieldlink.jobs.server.access;

import fieldlink.jobs.DeviceId;

/** Who sent a request, as far as it was proved. */
public sealed interface Caller {
    /** As it stands in the audit log. */
    String actor();

    record Anonymous() implements Caller {
        @Override
        public String actor() {
            return "anonymous";
        }
    }

    record OfDevice(DeviceId device) implements Caller {
        @Override
        public String actor() {
            return "device:" + device;
        }
    }

    /** @param bySession a browser sent it along by itself: other sites' pages must not make use of that */
    record OfOperator(String name, boolean bySession) implements Caller {
        @Override
        public String actor() {
            return "operator:" + name;
        }
    }
}
