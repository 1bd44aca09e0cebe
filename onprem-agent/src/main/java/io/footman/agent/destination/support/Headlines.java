package io.footman.agent.destination.support;

import io.footman.agent.model.EventKind;
import io.footman.agent.template.Escaping;
import io.footman.agent.template.MessageTemplate;
import io.footman.agent.template.TemplateException;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line that tells what happened: subject of a mail, text of a basic message, first line of the others. */
public final class Headlines {
    private static final Map<EventKind, String> DEFAULTS = Map.of(
            EventKind.APP_RELOAD_FAILED, "Qlik Cloud app reload failed: \"{{appName}}\"",
            EventKind.APP_RELOAD_SUCCEEDED, "Qlik Cloud app reload succeeded: \"{{appName}}\"",
            EventKind.APP_RELOAD_CANCELED, "Qlik Cloud app reload canceled: \"{{appName}}\"");

    private static final String OTHER = "Qlik event {{eventKind}}: \"{{eventSubject}}\"";

    private final Optional<MessageTemplate> configured;
    private final Map<EventKind, MessageTemplate> defaults;
    private final MessageTemplate other;

    private Headlines(
            Optional<MessageTemplate> configured, Map<EventKind, MessageTemplate> defaults, MessageTemplate other) {
        this.configured = configured;
        this.defaults = defaults;
        this.other = other;
    }

    /** Reads the template text under {@code key} ({@code subject} or {@code message}); without it the defaults apply. */
    public static Headlines read(Settings section, String key, Templates templates) {
        try {
            Map<EventKind, MessageTemplate> defaults = new LinkedHashMap<>();
            for (Map.Entry<EventKind, String> entry : DEFAULTS.entrySet()) {
                defaults.put(entry.getKey(), templates.text("default " + key, entry.getValue(), Escaping.NONE));
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
        MessageTemplate shipped = defaults.getOrDefault(kind, other);
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

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
