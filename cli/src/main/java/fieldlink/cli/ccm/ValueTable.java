package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import fieldlink.cli.Printable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The newest value of each tuple from each sender, as a screen full of text. */
final class ValueTable {
    /** Strangers may send under any number of names; a terminal shows some dozen. */
    private static final int MOST_ROWS = 200;

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private record Key(Ipv4Address sender, CcmTuple tuple) {}

    private record Row(CcmDatum datum, long heardAt, int times) {}

    private final Map<Key, Row> rows = new LinkedHashMap<>();

    void put(Ipv4Address sender, CcmDatum datum, long now) {
        Key key = new Key(sender, datum.tuple());
        Row before = rows.get(key);
        if (before != null || rows.size() < MOST_ROWS) {
            rows.put(key, new Row(datum, now, before == null ? 1 : before.times() + 1));
        }
    }

    String screen(long now) {
        StringBuilder text = new StringBuilder(HOME_AND_CLEAR);
        text.append(String.format(
                Locale.ROOT,
                "%-15s %-19s %-10s %3s %-16s %6s %7s%n",
                "SENDER",
                "TYPE",
                "PLACE",
                "PRI",
                "VALUE",
                "AGE",
                "TIMES"));
        List<Map.Entry<Key, Row>> sorted = rows.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Key, Row> row) -> row.getKey().sender())
                        .thenComparing(row -> row.getKey().tuple().toString()))
                .toList();
        for (Map.Entry<Key, Row> row : sorted) {
            CcmDatum datum = row.getValue().datum();
            text.append(String.format(
                    Locale.ROOT,
                    "%-15s %-19s %-10s %3d %-16s %5.0fs %7d%n",
                    row.getKey().sender(),
                    Printable.of(datum.type().text()),
                    datum.address(),
                    datum.priority(),
                    Printable.of(datum.text()),
                    (now - row.getValue().heardAt()) / 1e9,
                    row.getValue().times()));
        }
        return text.append("Ctrl-C ends it\n").toString();
    }
}
