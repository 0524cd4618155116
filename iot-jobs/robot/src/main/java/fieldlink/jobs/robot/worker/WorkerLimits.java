package fieldlink.jobs.robot.worker;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker's process may use; zero for no limit of ours.
 *
 * @param addressSpace in bytes; beware with libraries that reserve far more than they use, such as CUDA
 * @param cpuSeconds over the worker's whole life
 * @param processes of the whole user, as the kernel counts them
 */
public record WorkerLimits(long addressSpace, long cpuSeconds, long openFiles, long processes) {
    public static final WorkerLimits NONE = new WorkerLimits(0, 0, 0, 0);

    String asJson() {
        Map<String, Long> limits = new TreeMap<>();
        limits.put("core", 0L);
        put(limits, "address_space", addressSpace);
        put(limits, "cpu_seconds", cpuSeconds);
        put(limits, "open_files", openFiles);
        put(limits, "processes", processes);
        return new JsonMapper().writeValueAsString(limits);
    }

    private static void put(Map<String, Long> limits, String name, long value) {
        if (value > 0) {
            limits.put(name, value);
        }
    }
}
