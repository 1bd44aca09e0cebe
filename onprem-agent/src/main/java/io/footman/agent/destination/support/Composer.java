package io.footman.agent.destination.support;

import io.footman.agent.destination.Alert;
import io.footman.agent.model.EventKind;
import io.footman.agent.template.Escaping;
import io.footman.agent.template.MessageTemplate;
import io.footman.agent.template.TemplateException;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the messages of one destination: by the user's template if there is one and it works, else by the shipped one.
 * A broken user template never costs an alert; message, result, log and the metric {@code footman.template.failures} say so.
 *
 * @param <T> the message
 */
public final class Composer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Composer.class);

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final String destination;
    private final MessageFormat<T> format;
    private final Templates templates;
    private final UserTemplates userTemplates;
    private final MessageVariables variables;
    private final Headlines headlines;
    private final MeterRegistry meters;

    private Composer(
            String destination,
            MessageFormat<T> format,
            Templates templates,
            UserTemplates userTemplates,
            MessageVariables variables,
            Headlines headlines,
            MeterRegistry meters) {
        this.destination = destination;
        this.format = format;
        this.templates = templates;
        this.userTemplates = userTemplates;
        this.variables = variables;
        this.headlines = headlines;
        this.meters = meters;
    }

    /** Reads a destination's {@code template} and {@code templates}. */
    public static <T> Composer<T> read(
            String destination,
            Settings section,
            Settings root,
            MessageFormat<T> format,
            MessageVariables variables,
            Headlines headlines,
            Templates templates,
            MeterRegistry meters) {
        UserTemplates userTemplates = UserTemplates.read(destination, section, root, templates, format.escaping());
        return new Composer<>(destination, format, templates, userTemplates, variables, headlines, meters);
    }

    /**
     * A message as made.
     *
     * @param byUser whether it is made by a template of the user's
     * @param problem why the user's template was not used, if so; fit to be shown
     */
    public record Composed<T>(T message, boolean byUser, Optional<String> problem) {}

    /** The message with as much of the script log as configured. */
    public Composed<T> compose(Alert alert) {
        return compose(alert, UNLIMITED);
    }

    /** As {@link #compose(Alert)}, with head and tail of the script log bounded. */
    public Composed<T> compose(Alert alert, int logBudget) {
        Optional<UserTemplates.UserTemplate> user =
                userTemplates.of(alert.context().event().kind());
        if (user.isEmpty()) {
            return new Composed<>(
                    shipped(Layouts.of(alert.context().event()), alert, alert.notes(), logBudget),
                    false,
                    Optional.empty());
        }
        try {
            return new Composed<>(byUser(user.get(), alert, logBudget), true, Optional.empty());
        } catch (TemplateException e) {
            return byDefault(String.valueOf(e.getMessage()), alert, logBudget);
        } catch (UnusableMessageException e) {
            return byDefault("template " + user.get().name() + " " + e.getMessage(), alert, logBudget);
        }
    }

    /** A message by a shipped layout that the user's templates do not replace, such as {@code basic}. */
    public Composed<T> composeShipped(String layout, Alert alert) {
        return new Composed<>(shipped(List.of(layout), alert, alert.notes(), UNLIMITED), false, Optional.empty());
    }

    /** Tells log and metric once for a message that the user's template was not used. */
    public void report(Alert alert, Optional<String> problem) {
        problem.ifPresent(text -> {
            meters.counter("footman.template.failures", "destination", destination)
                    .increment();
            LOG.warn(
                    "event=template-failed destination={} delivery={} problem=\"{}\" action=default-template-used",
                    destination,
                    alert.key(),
                    text);
        });
    }

    /** What goes into a template; also for destinations that need single values. */
    public Map<String, Object> variables(Alert alert, List<String> notes, int logBudget) {
        Map<String, Object> values = variables.of(alert, notes, logBudget);
        EventKind kind = alert.context().event().kind();
        values.put(MessageVariables.HEADLINE, headlines.of(kind, values));
        values.put("footmanTitle", MessageVariables.inWords(kind.name()));
        return values;
    }

    private T byUser(UserTemplates.UserTemplate user, Alert alert, int logBudget)
            throws TemplateException, UnusableMessageException {
        if (user.template().isEmpty()) {
            throw new UnusableMessageException("is broken since the start: " + user.problem());
        }
        MessageTemplate template = user.template().get();
        List<String> notes = alert.notes();
        Map<String, Object> values = variables(alert, notes, logBudget);
        T message =
                format.parse(template.render(user.butler() && format.json() ? ButlerJsonValues.of(values) : values));
        return notes.isEmpty() || template.mentions(MessageVariables.NOTES)
                ? message
                : format.withNotes(message, notes);
    }

    /** The message by the shipped layout, which tells why: for a message that was made but refused. */
    public Composed<T> composeInstead(Alert alert, String problem, int logBudget) {
        return byDefault(problem, alert, logBudget);
    }

    private Composed<T> byDefault(String problem, Alert alert, int logBudget) {
        List<String> notes = new ArrayList<>(alert.notes());
        notes.add("Footman's default layout, because the configured one cannot be used: " + problem + ".");
        return new Composed<>(
                shipped(Layouts.of(alert.context().event()), alert, notes, logBudget), false, Optional.of(problem));
    }

    private T shipped(List<String> layouts, Alert alert, List<String> notes, int logBudget) {
        Map<String, Object> values = variables(alert, notes, logBudget);
        Optional<T> built = format.withoutTemplate(alert, values);
        if (built.isPresent()) {
            return built.get();
        }
        Escaping escaping = format.escaping();
        MessageTemplate template = layouts.stream()
                .flatMap(layout -> templates.shipped(format.folder() + "/" + layout, escaping).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No layouts ship in " + format.folder()));
        try {
            return format.parse(template.render(values));
        } catch (TemplateException | UnusableMessageException e) {
            throw new IllegalStateException("The shipped layout " + template.name() + " is broken", e);
        }
    }
}
