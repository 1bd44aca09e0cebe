package io.footman.agent.destination.support;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.template.Escaping;
import io.footman.agent.template.MessageTemplate;
import io.footman.agent.template.TemplateException;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line that tells what happened: subject of a mail, text of a basic message, first line of the others. */
public final class Headlines {
    /** Key of a mail's headline; there Butler's default texts begin with a sign (Butler configuration §6). */
    public static final String SUBJECT = "subject";

    private static final String OTHER = "Qlik event {{eventKind}}: \"{{eventSubject}}\"";
    /** Butler's text (Butler UDP §7.3), its two blanks included. */
    private static final String USER_ACTIVITY =
            "{{command}},  user: {{userDirectory}}/{{userId}} on server {{hostName}}";

    /** What becomes of a request to start a task. */
    private static final List<String> STARTS =
            List.of("task-start-requested", "task-start-accepted", "task-start-refused", "task-start-failed");

    private static final Map<String, String> DEFAULTS = defaults();

    private final Optional<MessageTemplate> configured;
    private final Map<String, MessageTemplate> defaults;
    private final MessageTemplate other;

    private Headlines(
            Optional<MessageTemplate> configured, Map<String, MessageTemplate> defaults, MessageTemplate other) {
        this.configured = configured;
        this.defaults = defaults;
        this.other = other;
    }

    /** Reads the template text under {@code key} ({@code subject} or {@code message}); without it the defaults apply. */
    public static Headlines read(Settings section, String key, Templates templates) {
        try {
            Map<String, MessageTemplate> defaults = new LinkedHashMap<>();
            for (Map.Entry<String, String> entry : DEFAULTS.entrySet()) {
                String kind = entry.getKey();
                String text = key.equals(SUBJECT) ? sign(kind) + entry.getValue() : entry.getValue();
                defaults.put(kind, templates.text("default " + key, text, Escaping.NONE));
            }
            return new Headlines(
                    configured(section, key, templates),
                    defaults,
                    templates.text("default " + key, OTHER, Escaping.NONE));
        } catch (TemplateException e) {
            throw new IllegalStateException("A headline that ships with Footman is broken", e);
        }
    }

    /** The headline in one line. A configured one that fails gives way to the default. */
    public String of(EventKind kind, Map<String, Object> variables) {
        MessageTemplate shipped = defaults.getOrDefault(kind.name(), other);
        try {
            return oneLine(configured.orElse(shipped).render(variables));
        } catch (TemplateException e) {
            try {
                return oneLine(shipped.render(variables));
            } catch (TemplateException unexpected) {
                return MessageVariables.inWords(kind.name());
            }
        }
    }

    private static Optional<MessageTemplate> configured(Settings section, String key, Templates templates) {
        return section.optionalText(key).flatMap(text -> {
            try {
                return Optional.of(templates.text(key, text, Escaping.NONE));
            } catch (TemplateException e) {
                section.mistake(key, "cannot be used: " + e.getMessage(), "Correct the Handlebars text");
                return Optional.empty();
            }
        });
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(EventKind.APP_RELOAD_FAILED.name(), "Qlik Cloud app reload failed: \"{{appName}}\"");
        defaults.put(EventKind.APP_RELOAD_SUCCEEDED.name(), "Qlik Cloud app reload succeeded: \"{{appName}}\"");
        defaults.put(EventKind.APP_RELOAD_CANCELED.name(), "Qlik Cloud app reload canceled: \"{{appName}}\"");
        for (TaskOutcome outcome : TaskOutcome.values()) {
            String ended = ended(outcome) + ": \"{{taskName}}\"";
            for (TaskType type : TaskType.values()) {
                defaults.put(EventKind.of(type, outcome).name(), "Qlik Sense " + KindWords.of(type) + " " + ended);
            }
            defaults.put(EventKind.ofUnknownTask(outcome).name(), "Qlik Sense task " + ended);
        }
        defaults.put(EventKind.DISTRIBUTE_ENDED.name(), "Qlik Sense distribute task ended: \"{{taskName}}\"");
        defaults.put(
                EventKind.ENGINE_RELOAD_FAILED.name(),
                "Qlik Sense reload failed in the engine: \"{{#if appName}}{{appName}}{{else}}{{appId}}{{/if}}\"");
        for (String start : STARTS) {
            defaults.put(start, KindWords.of(new EventKind(start)) + ": \"{{taskName}}\"");
        }
        defaults.put(EventKind.SESSION_STARTED.name(), USER_ACTIVITY);
        defaults.put(EventKind.SESSION_STOPPED.name(), USER_ACTIVITY);
        defaults.put(EventKind.CONNECTION_OPENED.name(), USER_ACTIVITY);
        defaults.put(EventKind.CONNECTION_CLOSED.name(), USER_ACTIVITY);
        return defaults;
    }

    /** Butler says success. */
    private static String ended(TaskOutcome outcome) {
        return outcome == TaskOutcome.SUCCEEDED ? "success" : outcome.label();
    }

    /** As Butler's subjects: none on failed and aborted reloads. */
    private static String sign(String kind) {
        if (kind.endsWith("-" + TaskOutcome.SUCCEEDED.label()) && !kind.startsWith("app-")) {
            return "✅ ";
        }
        boolean reload = kind.startsWith(TaskType.RELOAD.label()) || kind.startsWith("app-");
        return kind.endsWith("-" + TaskOutcome.FAILED.label()) && !reload ? "❌ " : "";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
