package io.footman.agent.model;

import java.util.List;

/**
 * The script log of a reload.
 *
 * @param lines without line ends
 */
public record ScriptLog(List<String> lines) {
    /** Butler joins the lines it shows with CRLF, the line end of Qlik's own logs. */
    private static final String LINE_END = "\r\n";

    public ScriptLog {
        lines = List.copyOf(lines);
    }

    /** Splits at CRLF or LF; a last line end makes no extra line. */
    public static ScriptLog of(String text) {
        return new ScriptLog(text.lines().toList());
    }

    /** The first {@code count} lines; empty for 0. */
    public String head(int count) {
        return String.join(LINE_END, lines.subList(0, Math.min(count, lines.size())));
    }

    /** The last {@code count} lines; empty for 0. */
    public String tail(int count) {
        return String.join(LINE_END, lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /** All lines. */
    public String text() {
        return String.join(LINE_END, lines);
    }
}
