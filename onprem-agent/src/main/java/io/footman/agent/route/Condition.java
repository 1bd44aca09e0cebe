package io.footman.agent.route;

import io.footman.agent.model.EventContext;
import java.util.List;
import java.util.function.Function;

/**
 * One line of a rule's {@code when}: holds if any pattern matches any of the event's candidates.
 *
 * @param name the key as written, such as {@code tag}
 */
record Condition(String name, List<Glob> patterns, Function<EventContext, Candidates> candidates) {
    Condition {
        patterns = List.copyOf(patterns);
    }

    Fit fits(EventContext context) {
        return candidates
                .apply(context)
                .fits(candidate -> patterns.stream().anyMatch(pattern -> pattern.matches(candidate)));
    }
}
