package fieldlink.jobs.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a browser is shown. The server finds nothing on the disk: every page is named here or does not exist. */
public interface Pages {
    /** @param text of the page; binary files are not served */
    record Page(String contentType, String text) {
        public static Page html(String text) {
            return new Page("text/html; charset=utf-8", text);
        }

        public long length() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** Where a person logs in: a form that posts {@code password}. */
    Page login();

    /** What {@code /} shows to somebody who is logged in. */
    Page home();

    /** @param name without the leading slash, as in {@code styles.css} */
    Optional<Page> asset(String name);
}
