package fieldlink.jobs.queue;

import fieldlink.jobs.JobStore;

class MemoryJobStoreTest extends JobStoreContractTest {
    @Override
    protected JobStore open() {
        return new MemoryJobStore();
    }
}
