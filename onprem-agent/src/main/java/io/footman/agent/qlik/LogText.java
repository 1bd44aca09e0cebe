package io.footman.agent.qlik;

/**
 * A script log of either platform (Qlik Cloud API §4.5, QRS API §4.2).
 *
 * @param text the log, or its start and end with a mark between when it is very long
 * @param lines lines of the whole log
 * @param characters characters of the whole log
 */
public record LogText(String text, long lines, long characters) {

    /** What was collected of an answer. */
    public static LogText of(CutText answer) {
        return new LogText(answer.text(), answer.lines(), answer.characters());
    }
}
