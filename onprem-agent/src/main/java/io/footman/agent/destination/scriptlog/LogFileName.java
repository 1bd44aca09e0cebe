package io.footman.agent.destination.scriptlog;

import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a script log below the destination's directory (Butler alerts §10):
 * {@code 2026-11-20/2026-11-20_09-15-30_appId=…_taskId=….log}, in Qlik Cloud {@code …_reloadId=….log}. The same for every
 * attempt. Its parts come from messages, so that nothing of them is taken as it is.
 *
 * @param day name of the daily folder
 * @param file name of the file
 */
record LogFileName(String day, String file) {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern FILE = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[_T]\\d{2}-\\d{2}-\\d{2}(_(app|task|reload)Id=[A-Za-z0-9._-]+)*\\.log");
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.[0-9a-f]{32}\\.tmp");
    /** The first 19 characters of the scheduler's and of Qlik Cloud's times. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})([ T])(\\d{2}:\\d{2}:\\d{2}).*", Pattern.DOTALL);

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    /** Qlik's ids have 36 characters. */
    private static final int LONGEST_ID = 64;

    private static final int DIGEST_DIGITS = 8;

    static LogFileName of(EventContext context) {
        Event event = context.event();
        Map<String, Object> variables = context.variables();
        String time = text(variables, "logTimeStamp")
                .or(() -> text(variables, "eventTime"))
                .filter(LogFileName::isTime)
                .orElseGet(() -> utc(event.time()))
                .substring(0, 19);
        StringBuilder name = new StringBuilder(time.replace(' ', '_').replace(':', '-'));
        id("appId", Subject.Type.APP, event, variables)
                .ifPresent(id -> name.append("_appId=").append(id));
        id("taskId", Subject.Type.TASK, event, variables)
                .map(id -> "_taskId=" + id)
                .or(() -> text(variables, "reloadId").map(id -> "_reloadId=" + safe(id)))
                .ifPresent(name::append);
        return new LogFileName(time.substring(0, 10), name + ".log");
    }

    /** Whether a folder has a name that this class gives. */
    static boolean isDay(String folder) {
        return DAY.matcher(folder).matches();
    }

    /** Whether a file has a name that this class gives, or one on its way to it. */
    static boolean isOurs(String file) {
        Matcher temporary = TEMPORARY.matcher(file);
        return FILE.matcher(temporary.matches() ? temporary.group(1) : file).matches();
    }

    /** What the file is called until all of it is on disk. */
    String temporary(String deliveryKey) {
        return "." + file + "." + IdempotencyKey.of(deliveryKey) + ".tmp";
    }

    private static boolean isTime(String text) {
        Matcher matcher = TIME.matcher(text);
        try {
            return matcher.matches()
                    && LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(3))
                                    .getYear()
                            > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String utc(Instant time) {
        return UTC.format(time);
    }

    private static Optional<String> id(String variable, Subject.Type type, Event event, Map<String, Object> variables) {
        return text(variables, variable)
                .or(() -> Optional.of(event.subject())
                        .filter(it -> it.type() == type)
                        .map(Subject::id))
                .map(LogFileName::safe);
    }

    private static Optional<String> text(Map<String, Object> variables, String name) {
        return variables.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** Letters, digits and hyphens only. What had to be changed gets a digest, so that two ids never share a file. */
    private static String safe(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9-]", "_");
        if (plain.equals(id) && id.length() <= LONGEST_ID) {
            return id;
        }
        return plain.substring(0, Math.min(plain.length(), LONGEST_ID)) + "_"
                + IdempotencyKey.of(id).substring(0, DIGEST_DIGITS);
    }
}
