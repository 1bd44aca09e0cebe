package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import java.util.Optional;
import java.util.Set;

/**
 * The fields about the script log, laid out as Butler does: what happened during the execution, then the end of the log; for
 * successful reloads its start too (Butler alerts §10).
 */
final class ExecutionLog {
    static final String NOT_AVAILABLE = "Script log not available";

    /** Bytes; together they stay below what a text field takes. */
    private static final int LONGEST_DETAILS = 10_000;

    private static final int LONGEST_LOG = 24_000;
    private static final String LINE_END = "\r\n";
    private static final Set<EventKind> SUCCESSES =
            Set.of(EventKind.of(TaskType.RELOAD, TaskOutcome.SUCCEEDED), EventKind.APP_RELOAD_SUCCEEDED);

    private final ScriptLogSettings failed;
    private final ScriptLogSettings succeeded;

    /**
     * Remembers how many lines to write.
     *
     * @param failed for reloads that failed or were aborted; nothing is written of the start
     * @param succeeded for those that succeeded
     */
    ExecutionLog(ScriptLogSettings failed, ScriptLogSettings succeeded) {
        this.failed = failed;
        this.succeeded = succeeded;
    }

    void fill(Point.Builder point, EventContext context) {
        Values values = new Values(context.variables());
        boolean success = SUCCESSES.contains(context.event().kind());
        ScriptLogSettings lines = success ? succeeded : failed;
        Optional<ScriptLog> log = context.scriptLog();
        int size = log.map(found -> found.lines().size()).orElse(0);
        point.field("task_scriptLogSize", values.number("scriptLogSize", size));
        if (success) {
            point.field("task_scriptLogHeadCount", log.isPresent() ? lines.head() : 0);
        }
        point.field("task_scriptLogTailCount", log.isPresent() ? lines.tail() : 0);
        String text = log.map(found -> details(values) + (success ? both(found, lines) : tail(found, lines)))
                .orElse(NOT_AVAILABLE);
        point.field("scriptLog", text);
        if (log.isPresent()) {
            point.field("reload_log", text);
        }
    }

    private static String details(Values values) {
        return TextCut.keepStart(
                values.text("executionDetailsConcatenated"), LONGEST_DETAILS, TextCut.MARK, LineProtocol::bytes);
    }

    private static String tail(ScriptLog log, ScriptLogSettings lines) {
        return LINE_END + "-".repeat(31) + LINE_END + LINE_END + end(log, lines);
    }

    private static String both(ScriptLog log, ScriptLogSettings lines) {
        String head = TextCut.keepStart(
                log.head(lines.head()), LONGEST_LOG, LINE_END + TextCut.LOG_MARK, LineProtocol::bytes);
        return LINE_END
                + title("HEAD", lines.head())
                + head
                + LINE_END
                + LINE_END
                + title("TAIL", lines.tail())
                + end(log, lines);
    }

    private static String title(String part, int lines) {
        return "---------- SCRIPT LOG " + part + " (" + lines + " lines) ----------" + LINE_END;
    }

    private static String end(ScriptLog log, ScriptLogSettings lines) {
        return TextCut.keepEnd(log.tail(lines.tail()), LONGEST_LOG, TextCut.LOG_MARK + LINE_END, LineProtocol::bytes);
    }
}
