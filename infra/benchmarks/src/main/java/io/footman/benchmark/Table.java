package io.footman.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The result: what was measured, the figure, what is asked for. */
final class Table {
    private static final String FORMAT = "| %-62s | %-44s | %-26s | %-4s |%n";

    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();

    /** @param out told of each result at once, and of the whole table by {@link #print()} */
    Table(PrintStream out) {
        this.out = out;
    }

    private record Row(String what, String figure, String floor, String verdict) {}

    /** A row with something to reach. */
    void add(String what, String figure, String floor, boolean reached) {
        add(new Row(what, figure, floor, reached ? "yes" : "NO"));
    }

    /** A row for information. */
    void add(String what, String figure) {
        add(new Row(what, figure, "", ""));
    }

    private void add(Row row) {
        rows.add(row);
        out.println(row.what() + ": " + row.figure());
    }

    void print() {
        out.println();
        out.printf(FORMAT, "Measured", "Result", "Asked for", "OK");
        out.printf(FORMAT, "---", "---", "---", "---");
        for (Row row : rows) {
            out.printf(FORMAT, row.what(), row.figure(), row.floor(), row.verdict());
        }
        out.println();
    }
}
