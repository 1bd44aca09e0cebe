package io.footman.agent.intake.udp;

import io.footman.agent.model.EventKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a user activity behind its type (Butler UDP §7.3): {@code host;command;user directory;user
 * id;origin;context;message}, as printed. The oldest form ends behind the user id.
 */
record ProxyMessage(
        String host,
        String command,
        String userDirectory,
        String userId,
        String origin,
        String context,
        String message) {
    private static final Map<String, EventKind> COMMANDS = Map.of(
            "start session", EventKind.SESSION_STARTED,
            "stop session", EventKind.SESSION_STOPPED,
            "open connection", EventKind.CONNECTION_OPENED,
            "close connection", EventKind.CONNECTION_CLOSED);
    private static final Pattern APP = Pattern.compile("(?:^|/)app/(" + FieldText.GUID + ")");
    private static final int FIELDS = 7;
    private static final int LEAST_FIELDS = 4;

    /** Finds the fields; empty when there are too few. */
    static Optional<ProxyMessage> read(String text) {
        String[] fields = text.split(";", FIELDS);
        if (fields.length < LEAST_FIELDS) {
            return Optional.empty();
        }
        return Optional.of(new ProxyMessage(
                fields[0], fields[1], fields[2], fields[3], at(fields, 4), at(fields, 5), at(fields, 6)));
    }

    /** What the user did; empty for an activity other than the four that Footman tells about. */
    Optional<EventKind> kind() {
        return Optional.ofNullable(COMMANDS.get(command.strip().toLowerCase(Locale.ROOT)));
    }

    /** The app that the connection is for, as its context names it. */
    Optional<String> appId() {
        Matcher app = APP.matcher(context);
        return app.find() ? FieldText.id(app.group(1)) : Optional.empty();
    }

    private static String at(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }
}
