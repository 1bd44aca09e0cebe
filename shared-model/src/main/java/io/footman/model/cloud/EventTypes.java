package io.footman.model.cloud;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of Qlik Cloud event types. Qlik renames them from {@code com.qlik.v<n>.<context>.<action>} to
 * {@code com.qlik.<namespace>.<context>.<action>} over time (Qlik webhooks §5), so types are compared in canonical form.
 */
public final class EventTypes {
    /** Sent by the engine, once per reload attempt (Qlik webhooks §5.4). */
    public static final String APP_RELOAD_FINISHED = "com.qlik.v1.app.reload.finished";

    /** Sent by the reload service, once per reload request with its final outcome (Qlik webhooks §5.4). */
    public static final String RELOAD_FINISHED = "com.qlik.v1.reload.finished";

    private static final Pattern RELOAD =
            Pattern.compile("com\\.qlik\\.(?:[a-z0-9-]+\\.)??(app\\.)?reload\\.(?:finished|ended)");

    private EventTypes() {}

    /** The name under which Footman knows this type: old and coming names of the reload events become the current one. */
    public static String canonical(String type) {
        if (type.equals(APP_RELOAD_FINISHED) || type.equals(RELOAD_FINISHED)) {
            return type;
        }
        Matcher matcher = RELOAD.matcher(type);
        if (!matcher.matches()) {
            return type;
        }
        return matcher.group(1) == null ? RELOAD_FINISHED : APP_RELOAD_FINISHED;
    }

    /** Whether this type, under any of its names, tells that an app reload has ended. */
    public static boolean isReload(String type) {
        String canonical = canonical(type);
        return canonical.equals(APP_RELOAD_FINISHED) || canonical.equals(RELOAD_FINISHED);
    }
}
