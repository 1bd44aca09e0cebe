package io.footman.agent.destination.support;

import io.footman.agent.destination.Alert;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The variables that a template gets: those of the event and its look-ups under Butler's names, and what belongs to the
 * destination. Footman's own begin with {@code footman} or {@code event}.
 */
public final class MessageVariables {
    /** The list of things a reader must know beside the event: gaps, held-back messages, fallbacks, broken templates. */
    public static final String NOTES = "footmanNotes";
    /** What happened, in one line. */
    public static final String HEADLINE = "footmanHeadline";
    /** Butler's words for the two main links, as its documentation misspells them; templates follow either. */
    private static final Map<String, String> MISSPELT =
            Map.of("qlikSenseQMC", "qliksSenseQMC", "qlikSenseHub", "qliksSenseHub");
    /** No single text is longer, whatever a sender put into it. */
    private static final int LONGEST_TEXT = 32 * 1024;

    /** Stands where Butler's templates show its version. */
    private static final String VERSION =
            ("Footman " + Objects.toString(MessageVariables.class.getPackage().getImplementationVersion(), "")).strip();

    private final ScriptLogSettings scriptLog;
    private final Links links;
    private final IntUnaryOperator cost;
    private final UnaryOperator<Map<String, Object>> particular;

    /** {@code cost} is what a code point of the script log takes up in this destination's format. */
    public MessageVariables(ScriptLogSettings scriptLog, Links links, IntUnaryOperator cost) {
        this(scriptLog, links, cost, variables -> variables);
    }

    /** {@code particular} adds what only this kind of destination has, or changes it. */
    public MessageVariables(
            ScriptLogSettings scriptLog,
            Links links,
            IntUnaryOperator cost,
            UnaryOperator<Map<String, Object>> particular) {
        this.scriptLog = scriptLog;
        this.links = links;
        this.cost = cost;
        this.particular = particular;
    }

    /**
     * For chats and incident tools: Butler writes {@code user} as {@code DIRECTORY/id} there, because a backslash in a
     * template's JSON would escape the next letter (Butler UDP §5).
     */
    public static MessageVariables forChat(ScriptLogSettings scriptLog, Links links, IntUnaryOperator cost) {
        return new MessageVariables(scriptLog, links, cost, variables -> {
            variables.computeIfPresent("user", (name, user) -> user.toString().replace('\\', '/'));
            return variables;
        });
    }

    /**
     * The variables for one message.
     *
     * @param notes the alert's own and what the destination has to add
     * @param logBudget what head and tail of the script log may cost each
     */
    public Map<String, Object> of(Alert alert, List<String> notes, int logBudget) {
        EventContext context = alert.context();
        Event event = context.event();
        Map<String, Object> variables = new LinkedHashMap<>();
        context.variables().forEach((name, value) -> variables.put(name, bounded(value)));
        addEvent(variables, event);
        addScriptLog(variables, context, logBudget);
        variables.put("footmanDuration", duration(variables.getOrDefault("executionDuration", "")));
        Links.TenantLinks tenant = links.of(event.source());
        variables.putIfAbsent("qlikSenseQMC", tenant.console().orElse(""));
        variables.putIfAbsent("qlikSenseHub", tenant.hub().orElse(""));
        MISSPELT.forEach((right, wrong) -> variables.put(wrong, variables.getOrDefault(right, "")));
        variables.put("genericUrls", links.generic());
        variables.put("butlerVersion", VERSION);
        variables.put(NOTES, notes);
        return particular.apply(variables);
    }

    private static void addEvent(Map<String, Object> variables, Event event) {
        Subject subject = event.subject();
        variables.put("footmanFacts", facts(variables));
        variables.put("eventKind", event.kind().name());
        variables.put("eventTime", event.time().toString());
        variables.put("eventSource", event.source().name());
        String known = subject.name().orElse(subject.id());
        variables.put("eventSubject", known);
        boolean client = event.source().platform() == EventSource.Platform.QLIK_SENSE;
        variables.put("footmanConsole", client ? "QMC" : "console");
        variables.put("footmanMood", mood(event.kind().name()));
        if (subject.type() == Subject.Type.APP && !known.isEmpty()) {
            variables.putIfAbsent("appId", subject.id());
            variables.putIfAbsent("appName", known);
        }
        if (subject.type() == Subject.Type.TASK && !known.isEmpty()) {
            variables.putIfAbsent("taskId", subject.id());
            variables.putIfAbsent("taskName", known);
        }
    }

    /** Whether it is good or bad news: {@code failed}, {@code stopped}, {@code good} or {@code neutral}. */
    private static String mood(String kind) {
        if (kind.endsWith("-failed") || kind.endsWith("-refused")) {
            return "failed";
        }
        if (kind.endsWith("-aborted") || kind.endsWith("-canceled")) {
            return "stopped";
        }
        return kind.endsWith("-succeeded") ? "good" : "neutral";
    }

    /** All plain values by name, for layouts of event kinds that nobody has drawn one for. */
    private static List<Map<String, Object>> facts(Map<String, Object> variables) {
        List<Map<String, Object>> facts = new ArrayList<>();
        new TreeMap<>(variables).forEach((name, value) -> {
            if (value instanceof Number || value instanceof Boolean || (value instanceof String s && !s.isBlank())) {
                facts.add(Map.of("name", name, "value", value));
            }
        });
        return facts;
    }

    private void addScriptLog(Map<String, Object> variables, EventContext context, int budget) {
        int head = scriptLog.head();
        int tail = scriptLog.tail();
        variables.put("scriptLogHeadCount", head);
        variables.put("scriptLogTailCount", tail);
        variables.put("footmanLogHeadTitle", "Script log, first " + lines(head));
        variables.put("footmanLogTailTitle", "Script log, last " + lines(tail));
        variables.put(
                "scriptLogHead",
                context.scriptLog()
                        .map(log -> TextCut.keepStart(log.head(head), budget, "\r\n" + TextCut.LOG_MARK, cost))
                        .orElse(""));
        variables.put(
                "scriptLogTail",
                context.scriptLog()
                        .map(log -> TextCut.keepEnd(log.tail(tail), budget, TextCut.LOG_MARK + "\r\n", cost))
                        .orElse(""));
        context.scriptLog().map(ScriptLog::size).ifPresent(lines -> variables.putIfAbsent("scriptLogSize", lines));
    }

    private static String lines(int number) {
        return number == 1 ? "line" : number + " lines";
    }

    /** Butler's {@code executionDuration}, a map of hours, minutes and seconds, as a text: {@code 0:02:31}. */
    private static String duration(Object duration) {
        if (duration instanceof Map<?, ?> parts
                && parts.get("hours") instanceof Number hours
                && parts.get("minutes") instanceof Number minutes
                && parts.get("seconds") instanceof Number seconds) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d", hours.longValue(), minutes.longValue(), seconds.longValue());
        }
        return "";
    }

    private static Object bounded(Object value) {
        return value instanceof String text ? TextCut.keepStart(text, LONGEST_TEXT) : value;
    }

    /** An event kind in words: {@code app-reload-failed} becomes {@code App reload failed}. */
    static String inWords(String kind) {
        String words = kind.replace('-', ' ').replace('.', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
