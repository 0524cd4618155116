package fieldlink.jobs.queue;

import fieldlink.jobs.JobStore;
import fieldlink.jobs.contract.JobStoreContractTest;

class MemoryJobStoreTest extends JobStoreContractTest {
    @Override
    protected JobStore open() {
        return new MemoryJobStore();
    }
}
