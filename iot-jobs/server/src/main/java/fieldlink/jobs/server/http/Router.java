package fieldlink.jobs.server.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a request, or what to say when there is none. The first route that fits is taken. */
final class Router {
    private final List<Route> routes;

    record Match(Route route, List<String> variables) {}

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** @param method HEAD finds the route of GET */
    Optional<Match> find(String method, List<String> path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Route route : routes) {
            if (route.method().equals(wanted)) {
                Optional<List<String>> variables = route.match(path);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route, variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** For a request without a route. Any path could have been that of a file, so that GET is allowed everywhere. */
    Answer missing(String method, List<String> path) {
        Set<String> allowed = new LinkedHashSet<>(List.of("HEAD", "OPTIONS", "GET"));
        List<Route> fitting = new ArrayList<>();
        routes.stream().filter(route -> route.match(path).isPresent()).forEach(fitting::add);
        fitting.forEach(route -> allowed.add(route.method()));
        if (!fitting.isEmpty()
                && fitting.stream().noneMatch(route -> route.method().equals("GET"))) {
            allowed.removeAll(List.of("GET", "HEAD"));
        }
        String allow = String.join(", ", allowed);
        if (method.equals("OPTIONS")) {
            return new Answer(200, "text/html; charset=utf-8", "", Map.of("Allow", allow));
        }
        boolean read = method.equals("GET") || method.equals("HEAD");
        return read && fitting.isEmpty()
                ? Answer.router(404, "Not Found")
                : Answer.router(405, "Method Not Allowed").with("Allow", allow);
    }
}
