package io.footman.agent.destination.support;

import io.footman.model.settings.Settings;

/**
 * How much of a script log a message shows: section {@code script-log} of a destination.
 *
 * @param head lines from the start
 * @param tail lines from the end
 */
public record ScriptLogSettings(int head, int tail) {
    private static final int DEFAULT_LINES = 10;
    private static final int MOST_LINES = 1000;

    /** Reads the section; mistakes are collected there. */
    public static ScriptLogSettings read(Settings section) {
        return read(section, new ScriptLogSettings(DEFAULT_LINES, DEFAULT_LINES));
    }

    /** As {@link #read(Settings)}, with the destination's own defaults. */
    public static ScriptLogSettings read(Settings section, ScriptLogSettings defaults) {
        return new ScriptLogSettings(
                section.number("head", defaults.head, 0, MOST_LINES),
                section.number("tail", defaults.tail, 0, MOST_LINES));
    }
}
