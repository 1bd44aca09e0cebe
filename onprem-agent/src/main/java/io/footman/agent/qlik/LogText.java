package io.footman.agent.qlik;

import io.footman.agent.model.ScriptLog;

/**
 * A script log of either platform (Qlik Cloud API §4.5, QRS API §4.2).
 *
 * @param log the log, or its start and end with a mark between when it is very long
 * @param lines lines of the whole log
 * @param characters characters of the whole log
 */
public record LogText(ScriptLog log, long lines, long characters) {

    /** What was collected of an answer. */
    public static LogText of(CutText answer) {
        return new LogText(ScriptLog.of(answer.text()), answer.lines(), answer.characters());
    }
}
