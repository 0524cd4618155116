package fieldlink.jobs.server.dashboard;

import fieldlink.jobs.server.Pages;
import fieldlink.jobs.server.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators' pages. They are part of the jar; nothing is ever read from the working directory. */
public final class Dashboard implements Pages {
    private static final List<String> ASSETS = List.of(
            "icon.svg",
            "styles.css",
            "account.js",
            "api.js",
            "batches.js",
            "chart.js",
            "chat.js",
            "devices.js",
            "dom.js",
            "emergency.js",
            "events.js",
            "forms.js",
            "i18n.js",
            "job.js",
            "jobs.js",
            "jobstate.js",
            "login.js",
            "main.js",
            "panels.js",
            "schedules.js",
            "submit.js",
            "texts.js");

    private final Page login = Page.html(text("login.html"));
    private final Page home = Page.html(text("index.html"));
    private final Map<String, Page> assets = new LinkedHashMap<>();

    /** @param panels whose pages are among its own */
    public Dashboard(List<Panel> panels) {
        for (String name : ASSETS) {
            assets.put(name, new Page(contentType(name), text(name)));
        }
        for (Panel panel : panels) {
            Panel.Outline outline = panel.outline();
            assets.put(outline.scriptName(), new Page(contentType(outline.scriptName()), outline.script()));
        }
    }

    @Override
    public Page login() {
        return login;
    }

    @Override
    public Page home() {
        return home;
    }

    @Override
    public Optional<Page> asset(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("'" + name + "' is of no kind that browsers are given");
        };
    }

    private static String text(String name) {
        try (InputStream resource = Dashboard.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the dashboard's " + name + " is missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
