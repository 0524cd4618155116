package fieldlink.jobs.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What is done for which requests, and who may ask for it.
 *
 * @param name as the metrics and the documentation know it, such as {@code GET /api/jobs/*}
 * @param path its variable parts are written {@code *}
 */
record Route(String name, String method, List<String> path, Access access, Endpoint endpoint) {
    enum Access {
        /** Anybody: health, login, and what the endpoint itself makes of the caller. */
        OPEN,
        OPERATOR
    }

    interface Endpoint {
        CompletionStage<Answer> answer(Request request);
    }

    static Route open(String method, String path, Endpoint endpoint) {
        return of(method, path, Access.OPEN, endpoint);
    }

    static Route operator(String method, String path, Endpoint endpoint) {
        return of(method, path, Access.OPERATOR, endpoint);
    }

    /** The variable parts of a path that this route is for. */
    Optional<List<String>> match(List<String> parts) {
        if (parts.size() != path.size()) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (path.get(i).equals("*")) {
                variables.add(parts.get(i));
            } else if (!path.get(i).equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static Route of(String method, String path, Access access, Endpoint endpoint) {
        return new Route(method + " " + path, method, List.of(path.substring(1).split("/", -1)), access, endpoint);
    }
}
