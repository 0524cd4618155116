package fieldlink.cli.powerhub;

import fieldlink.cli.JsonLine;

/** One line of a report: {@code name=value} words for a person, or a JSON object. */
final class ReportLine {
    private final boolean json;
    private final JsonLine object = new JsonLine();
    private final StringBuilder words = new StringBuilder();

    ReportLine(boolean json) {
        this.json = json;
    }

    ReportLine with(String name, String value) {
        object.put(name, value);
        word(name, value);
        return this;
    }

    ReportLine with(String name, long value) {
        object.put(name, value);
        word(name, Long.toString(value));
        return this;
    }

    private void word(String name, String value) {
        words.append(words.isEmpty() ? "" : " ").append(name).append('=').append(value);
    }

    @Override
    public String toString() {
        return json ? object.toString() : words.toString();
    }
}
