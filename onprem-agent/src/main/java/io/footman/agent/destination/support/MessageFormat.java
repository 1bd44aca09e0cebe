package io.footman.agent.destination.support;

import io.footman.agent.destination.Alert;
import io.footman.agent.template.Escaping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a destination makes of the text that a template gives.
 *
 * @param <T> the message
 */
public interface MessageFormat<T> {

    /** Folder of the shipped templates, such as {@code slack}. */
    String folder();

    /** Escaping of shipped templates and of users' templates written by Footman's rules ({@code .hbs}). */
    Escaping escaping();

    /** Whether templates give JSON, so that values for Butler's templates must be prepared. */
    boolean json();

    /** The message in the text; what is said in the exception is told to readers. */
    T parse(String text) throws UnusableMessageException;

    /** The default message of a format that needs no shipped template for it. */
    default Optional<T> withoutTemplate(Alert alert, Map<String, Object> variables) {
        return Optional.empty();
    }

    /** Adds notes that the template did not show itself. */
    T withNotes(T message, List<String> notes);
}
