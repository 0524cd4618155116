package fieldlink.cli.gateway.panel;

import fieldlink.jobs.server.Panel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Projects on their way in, part by part, one for each operator. */
final class Uploads {
    private static final int MOST_CHARACTERS = 96 * 1024 * 1024;

    private final Map<String, StringBuilder> parts = new ConcurrentHashMap<>();

    /**
     * @param offset how much of the base64 came before; 0 begins anew
     * @param base64 of a number of bytes that three divides, unless it is the last part
     */
    Panel.Outcome part(String operator, long offset, String base64) {
        StringBuilder upload =
                parts.compute(operator, (who, before) -> before == null || offset == 0 ? new StringBuilder() : before);
        synchronized (upload) {
            if (upload.length() != offset) {
                return new Panel.Outcome.Refused("a part at " + offset + " does not follow on " + upload.length());
            }
            if (upload.length() + base64.length() > MOST_CHARACTERS) {
                parts.remove(operator);
                return new Panel.Outcome.Refused("the project is larger than 72 MiB");
            }
            upload.append(base64);
            return Actions.done(Actions.object().put("size", upload.length()));
        }
    }

    /** @throws IllegalArgumentException when nothing was uploaded */
    String take(String operator) {
        StringBuilder upload = parts.remove(operator);
        if (upload == null) {
            throw new IllegalArgumentException("nothing was uploaded");
        }
        return upload.toString();
    }
}
