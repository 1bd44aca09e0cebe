package io.footman.agent.model;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in Qlik, as an intake adapter read it from a message.
 *
 * @param id stable over redelivery: the same message always gives the same id (tenant + CloudEvents id, for example)
 * @param occurrence what happened in the world; two messages about one outcome of one reload share it, so that people are
 *     told once
 * @param kind what rules select on
 * @param time when it happened, by the sender's clock
 * @param source tenant or site
 * @param subject app or task
 * @param facts what the message said, under the names of template variables ({@code appName}, {@code reloadId}, …); JSON
 *     types only: text, number, boolean, list, map
 */
public record Event(
        String id,
        String occurrence,
        EventKind kind,
        Instant time,
        EventSource source,
        Subject subject,
        Map<String, Object> facts) {
    public Event {
        facts = Map.copyOf(facts);
    }

    /** The same after a look-up told what the message alone did not. */
    public Event known(EventKind betterKind, String betterOccurrence) {
        return new Event(id, betterOccurrence, betterKind, time, source, subject, facts);
    }
}
