package io.footman.agent.intake.udp;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a scheduler message behind its type (Butler UDP §3): {@code host;task;app;user;task id;app
 * id;date;level;execution id;message}, as printed, not yet cleaned.
 *
 * <p>Nothing in a datagram is quoted, so a {@code ;} within a name looks like the end of a field. The two ids and the date
 * beside each other are found instead of counted, and the rest follows from them: the host is the first field, everything
 * behind the execution id is the message, the user is the last field before the ids, or the last fields from one with a
 * backslash on. What lies between belongs to task and app name. If there is a {@code ;} too many among these, the border
 * between the two is ambiguous: a task name that ends with the app's name, as Qlik's own names do, settles it, else the app
 * gets the last part. The repository service knows the right names by the ids.
 */
record SchedulerMessage(
        String host,
        String task,
        String app,
        String user,
        String taskId,
        String appId,
        String date,
        String level,
        String executionId,
        String message) {
    // Possessive throughout: a datagram full of blanks or semicolons must not cost more than its length.
    private static final String ID = "\\s*+(?:" + FieldText.GUID + "|\\(null\\))?+\\s*+";

    /** log4net's {@code %date}: {@code 2026-11-20 08:15:31,123}. */
    static final String DATE = "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(?:[,.]\\d{1,9})?";

    private static final Pattern ANCHOR = Pattern.compile(";(" + ID + ");(" + ID + ");\\s*+(" + DATE + ")\\s*+(?=;|$)");

    /** In one appender file of 2020 the {@code ;} between level and execution id was missing (Butler UDP §7.1). */
    private static final Pattern GLUED = Pattern.compile("([A-Za-z]{1,20})(" + FieldText.GUID + ")");

    private static final Pattern ONLY_DATE = Pattern.compile(DATE);
    /** The texts that the scheduler's messages are selected by (Butler UDP §1), and what they tell. */
    private static final Map<String, EventKind> MEANINGS = Map.of(
            "Max retries reached", EventKind.ofUnknownTask(TaskOutcome.FAILED),
            "Failed to start session", EventKind.ofUnknownTask(TaskOutcome.FAILED),
            "Could not reserve an executor for task", EventKind.ofUnknownTask(TaskOutcome.FAILED),
            "Execution State Change to Aborting", EventKind.ofUnknownTask(TaskOutcome.ABORTED),
            "Execution State Change to FinishedSuccess", EventKind.ofUnknownTask(TaskOutcome.SUCCEEDED),
            "Exiting execute of Distribute task request.", EventKind.DISTRIBUTE_ENDED);

    private static final int FIELDS = 10;
    private static final int FIELDS_BEFORE_IDS = 4;

    /** No name holds so many semicolons. */
    private static final int MOST_PARTS_BEFORE_IDS = 200;

    /** Finds the fields; empty when this cannot be such a message. */
    static Optional<SchedulerMessage> read(String text) {
        Matcher anchor = ANCHOR.matcher(text);
        if (!anchor.find()) {
            return byPosition(text);
        }
        List<String> front = List.of(text.substring(0, anchor.start()).split(";", -1));
        if (front.size() < FIELDS_BEFORE_IDS || front.size() > MOST_PARTS_BEFORE_IDS) {
            return Optional.empty();
        }
        int user = userStart(front);
        int app = appStart(front.subList(1, user)) + 1;
        Tail tail = Tail.read(text.substring(anchor.end()));
        return Optional.of(new SchedulerMessage(
                front.get(0),
                join(front, 1, app),
                join(front, app, user),
                join(front, user, front.size()),
                anchor.group(1),
                anchor.group(2),
                anchor.group(3),
                tail.level(),
                tail.executionId(),
                tail.message()));
    }

    /** What the message's own text says; empty when it is none of the texts that appenders select by. */
    Optional<EventKind> toldKind() {
        return MEANINGS.entrySet().stream()
                .filter(meaning -> message.contains(meaning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether two ids and a date are there: proof enough that a message without a type is one of these. */
    boolean provesItself() {
        return FieldText.ONLY_GUID.matcher(taskId.strip()).matches()
                && FieldText.ONLY_GUID.matcher(appId.strip()).matches()
                && ONLY_DATE.matcher(date).matches();
    }

    /** Somebody's own date pattern hides the anchor; with the right number of fields they need not be searched for. */
    private static Optional<SchedulerMessage> byPosition(String text) {
        String[] fields = text.split(";", -1);
        if (fields.length != FIELDS || !FieldText.isIdOrUnset(fields[4]) || !FieldText.isIdOrUnset(fields[5])) {
            return Optional.empty();
        }
        return Optional.of(new SchedulerMessage(
                fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8],
                fields[9]));
    }

    private static int userStart(List<String> front) {
        int last = front.size() - 1;
        for (int i = last; i >= FIELDS_BEFORE_IDS - 1; i--) {
            if (front.get(i).contains("\\")) {
                return i;
            }
        }
        return last;
    }

    private static int appStart(List<String> names) {
        for (int i = 1; i < names.size() && names.size() > 2; i++) {
            String app = join(names, i, names.size()).strip();
            if (!app.isEmpty() && join(names, 0, i).strip().endsWith(app)) {
                return i;
            }
        }
        return names.size() - 1;
    }

    private static String join(List<String> fields, int from, int to) {
        return String.join(";", fields.subList(from, to));
    }

    /** What follows the date. */
    private record Tail(String level, String executionId, String message) {
        static Tail read(String text) {
            String[] fields = (text.startsWith(";") ? text.substring(1) : text).split(";", 3);
            Matcher glued = GLUED.matcher(fields[0].strip());
            if (glued.matches()) {
                return new Tail(glued.group(1), glued.group(2), rest(fields, 1));
            }
            if (fields.length > 1 && FieldText.isIdOrUnset(fields[1])) {
                return new Tail(fields[0], fields[1], rest(fields, 2));
            }
            return new Tail(fields[0], "", rest(fields, 1));
        }

        private static String rest(String[] fields, int from) {
            return join(List.of(fields), Math.min(from, fields.length), fields.length);
        }
    }
}
