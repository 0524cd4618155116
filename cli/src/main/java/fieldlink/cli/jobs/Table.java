package fieldlink.cli.jobs;

import fieldlink.cli.Console;
import fieldlink.jobs.server.json.Body;
import java.util.ArrayList;
import java.util.List;

/** The API's objects for a person: the columns that matter, aligned; or for a program: the objects themselves. */
final class Table {
    private final List<String> columns;

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    void print(List<Body> rows, Console console) {
        if (console.json()) {
            rows.forEach(row -> console.result(row.whole().text()));
            return;
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(column -> column.replace('_', ' ')).toList());
        rows.forEach(row ->
                cells.add(columns.stream().map(column -> cell(row, column)).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(cells.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0));
        }
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String cell = line.get(i);
                text.append(cell).append(" ".repeat(widths.get(i) - cell.length() + 2));
            }
            console.result(text.toString().stripTrailing());
        }
    }

    private static String cell(Body row, String column) {
        if (!row.has(column) || row.isNull(column)) {
            return "-";
        }
        return row.isObject(column)
                ? row.object(column).text("name").orElse("-")
                : row.text(column).orElseGet(() -> row.json(column).text());
    }
}
