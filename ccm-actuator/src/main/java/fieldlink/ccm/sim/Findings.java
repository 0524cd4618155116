package fieldlink.ccm.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where the oracles write. Keeps the first ones, and tells every one of them. */
final class Findings {
    private static final int KEPT = 10_000;

    private final VirtualTime time;
    private final Consumer<Finding> told;
    private final List<Finding> found = new ArrayList<>();

    Findings(VirtualTime time, Consumer<Finding> told) {
        this.time = time;
        this.told = told;
    }

    void add(Finding.Kind kind, String device, String detail) {
        Finding finding = new Finding(time.elapsed(), kind, device, detail);
        if (found.size() < KEPT) {
            found.add(finding);
        }
        told.accept(finding);
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
