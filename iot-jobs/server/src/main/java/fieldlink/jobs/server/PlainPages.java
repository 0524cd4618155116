package fieldlink.jobs.server;

import java.util.Optional;

/** The least that lets a person log in. */
public final class PlainPages implements Pages {
    private static final Page LOGIN = Page.html("""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Log in</title>
            <form method="post" action="/login">
            <label>Password <input type="password" name="password" autocomplete="current-password" autofocus></label>
            <button>Log in</button>
            </form></html>
            """);
    private static final Page HOME = Page.html("""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Device jobs</title>
            <h1>Device jobs</h1><p>The API is at <a href="/api/devices">/api/devices</a>.</p>
            <form method="post" action="/logout"><button>Log out</button></form></html>
            """);

    public PlainPages() {}

    @Override
    public Page login() {
        return LOGIN;
    }

    @Override
    public Page home() {
        return HOME;
    }

    @Override
    public Optional<Page> asset(String name) {
        return Optional.empty();
    }
}
