package io.footman.agent.intake.udp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of an engine message behind its type (Butler UDP §7.2): {@code host;app id;session id;user directory;user
 * id;date;level;message}, as printed.
 */
record EngineMessage(
        String host,
        String appId,
        String sessionId,
        String userDirectory,
        String userId,
        String date,
        String level,
        String message) {
    private static final Pattern DATE = Pattern.compile(";\\s*+(" + SchedulerMessage.DATE + ")\\s*+(?=;|$)");
    private static final int FIELDS = 8;
    private static final int FIELDS_BEFORE_DATE = 5;

    /** Finds the fields; empty when this cannot be such a message. */
    static Optional<EngineMessage> read(String text) {
        String[] fields = text.split(";", FIELDS);
        if (fields.length < FIELDS || !FieldText.isIdOrUnset(fields[1])) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(text);
        if (!date.find()) {
            return Optional.of(new EngineMessage(
                    fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7]));
        }
        List<String> front = List.of(text.substring(0, date.start()).split(";", -1));
        String[] tail = text.substring(Math.min(date.end() + 1, text.length())).split(";", 2);
        if (front.size() < FIELDS_BEFORE_DATE || tail.length < 2) {
            return Optional.empty();
        }
        return Optional.of(new EngineMessage(
                front.get(0),
                front.get(1),
                front.get(2),
                front.get(3),
                String.join(";", front.subList(FIELDS_BEFORE_DATE - 1, front.size())),
                date.group(1),
                tail[0],
                tail[1]));
    }
}
