package io.footman.agent.destination.signl4;

import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;

/**
 * The number that SIGNL4 shows as {@code Severity}: one for all events, or one for each outcome.
 *
 * @param failed of all that is neither of the others
 * @param aborted of executions that somebody stopped
 * @param succeeded of the message that closes an alert
 */
record Severities(int failed, int aborted, int succeeded) {
    private static final String KEY = "severity";
    /** Butler's numbers (Butler configuration §7). */
    private static final int FAILED = 1;

    private static final int ABORTED = 10;
    private static final int MOST = 1000;

    /** Reads the key {@code severity}: a number, or a section with a number for each outcome. */
    static Severities read(Settings section) {
        if (section.has(KEY) && !section.isSection(KEY)) {
            int all = section.number(KEY, FAILED, 0, MOST);
            return new Severities(all, all, all);
        }
        Settings each = section.section(KEY);
        int failed = each.number("failed", FAILED, 0, MOST);
        return new Severities(
                failed, each.number("aborted", ABORTED, 0, MOST), each.number("succeeded", failed, 0, MOST));
    }

    int of(EventKind kind) {
        return switch (Outcome.of(kind)) {
            case ABORTED -> aborted;
            case SUCCEEDED -> succeeded;
            case OTHER -> failed;
        };
    }
}
