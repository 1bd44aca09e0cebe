package io.footman.agent.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event with everything that look-ups found out about it: the input of rules and templates.
 *
 * @param event what was received
 * @param variables template variables under Butler's names: the event's facts and what was looked up; JSON types only
 * @param traits what rules decide on
 * @param scriptLog script log of the reload, if there is one and it could be fetched
 * @param gaps what is missing and why, one plain sentence each, to be told in the message; empty when nothing is
 */
public record EventContext(
        Event event, Map<String, Object> variables, Traits traits, Optional<ScriptLog> scriptLog, List<String> gaps) {
    public EventContext {
        variables = Map.copyOf(variables);
        gaps = List.copyOf(gaps);
    }

    /** An event that nothing was looked up for. */
    public static EventContext of(Event event) {
        return new EventContext(event, event.facts(), Traits.NONE, Optional.empty(), List.of());
    }
}
