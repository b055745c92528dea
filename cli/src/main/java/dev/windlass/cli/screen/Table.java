package dev.windlass.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Text in columns, as kubectl prints them: a heading in capitals, three spaces between. */
final class Table {
    private static final String GAP = "   ";

    /** A cell and what is put around its text once it is as wide as its column. */
    record Cell(String text, UnaryOperator<String> style) {
        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings).stream().map(Cell::of).toList());
    }

    Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** One line for each row, none longer than {@code columns}: what does not fit is cut off. */
    List<String> lines(int columns) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return rows.stream().map(row -> line(row, widths, columns)).toList();
    }

    private static String line(List<Cell> row, int[] widths, int columns) {
        var line = new StringBuilder();
        var left = columns;
        for (var i = 0; i < widths.length && left > 0; i++) {
            var last = i == widths.length - 1;
            var text = row.get(i).text()
                    + (last ? "" : " ".repeat(widths[i] - row.get(i).text().length()) + GAP);
            var shown = text.length() <= left ? text : text.substring(0, left);
            left -= shown.length();
            line.append(row.get(i).style().apply(shown));
        }
        return line.toString().stripTrailing();
    }
}
