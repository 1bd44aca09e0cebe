package io.footman.agent.route;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told about which events.
 *
 * @param name unique; part of each delivery's key
 * @param kinds event kinds, any of which must match
 * @param conditions all of which must hold
 * @param to names of destinations
 * @param rateLimit the window in which one subject makes one message per destination and recipient
 */
public record Rule(
        String name, List<Glob> kinds, List<Condition> conditions, List<String> to, Optional<Duration> rateLimit) {
    public Rule {
        kinds = List.copyOf(kinds);
        conditions = List.copyOf(conditions);
        to = List.copyOf(to);
    }

    /** Whether the rule is about this kind; {@link Fit#UNKNOWN} when only about one that the event may be of. */
    Fit names(EventKind kind) {
        if (kinds.stream().anyMatch(pattern -> pattern.matches(kind.name()))) {
            return Fit.YES;
        }
        return EventKinds.possible(kind).stream()
                        .anyMatch(possible -> kinds.stream().anyMatch(pattern -> pattern.matches(possible.name())))
                ? Fit.UNKNOWN
                : Fit.NO;
    }

    /**
     * Whether all conditions hold, and which could not be checked.
     *
     * @param open names of the conditions left open; empty unless {@code fit} is {@link Fit#UNKNOWN}
     */
    record Match(Fit fit, List<String> open) {}

    Match match(EventContext context) {
        List<String> open = new ArrayList<>();
        Fit named = names(context.event().kind());
        if (named == Fit.NO) {
            return new Match(Fit.NO, List.of());
        }
        if (named == Fit.UNKNOWN) {
            open.add("events");
        }
        for (Condition condition : conditions) {
            Fit fit = condition.fits(context);
            if (fit == Fit.NO) {
                return new Match(Fit.NO, List.of());
            }
            if (fit == Fit.UNKNOWN) {
                open.add(condition.name());
            }
        }
        return new Match(open.isEmpty() ? Fit.YES : Fit.UNKNOWN, List.copyOf(open));
    }
}
