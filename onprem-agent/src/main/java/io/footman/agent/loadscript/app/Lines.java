package io.footman.agent.loadscript.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that the engine told about a reload; older ones are dropped and counted. */
final class Lines {
    static final int MOST = 200;
    private static final int LONGEST = 500;

    private final Deque<String> lines = new ArrayDeque<>();
    private long dropped;

    synchronized void add(List<String> more) {
        for (String line : more) {
            lines.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
            if (lines.size() > MOST) {
                lines.remove();
                dropped++;
            }
        }
    }

    synchronized List<String> all() {
        if (dropped == 0) {
            return List.copyOf(lines);
        }
        Deque<String> told = new ArrayDeque<>(lines);
        told.addFirst("… " + dropped + " earlier lines are not kept");
        return List.copyOf(told);
    }
}
