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
 * @param exceptions none of which may hold
 * @param to names of destinations
 * @param rateLimit the window in which one subject makes one message per destination and recipient
 */
public record Rule(
        String name,
        List<Glob> kinds,
        List<Condition> conditions,
        List<Condition> exceptions,
        List<String> to,
        Optional<Duration> rateLimit) {
    public Rule {
        kinds = List.copyOf(kinds);
        conditions = List.copyOf(conditions);
        exceptions = List.copyOf(exceptions);
        to = List.copyOf(to);
    }

    /** Whether the rule is about this kind; {@link Fit#UNKNOWN} when only about one that the event may be of. */
    Fit names(EventKind kind) {
        if (kind.isMessage()) {
            // A script's message goes where the script sent it. A rule about "*" would tell others of it.
            return kinds.stream().anyMatch(pattern -> pattern.isPlain() && pattern.matches(kind.name()))
                    ? Fit.YES
                    : Fit.NO;
        }
        if (kinds.stream().anyMatch(pattern -> pattern.matches(kind.name()))) {
            return Fit.YES;
        }
        return EventKinds.possible(kind).stream()
                        .anyMatch(possible -> kinds.stream().anyMatch(pattern -> pattern.matches(possible.name())))
                ? Fit.UNKNOWN
                : Fit.NO;
    }

    /**
     * Whether the rule applies, and what is not certain about that.
     *
     * @param fit {@link Fit#UNKNOWN} when a failed look-up leaves it open
     * @param open names of the conditions that could not be checked
     * @param doubt why it is not certain that the event is of a kind that the rule names, as the end of "Sent although …"
     */
    record Match(Fit fit, List<String> open, Optional<String> doubt) {
        private static final Match NONE = new Match(Fit.NO, List.of(), Optional.empty());
    }

    /** An exception that could not be checked counts as not holding: a failed look-up must not make an alert disappear. */
    Match match(EventContext context) {
        EventKind kind = context.event().kind();
        Fit named = names(kind);
        if (named == Fit.NO) {
            return Match.NONE;
        }
        List<String> open = new ArrayList<>();
        for (Condition condition : conditions) {
            Fit fit = condition.fits(context);
            if (fit == Fit.NO) {
                return Match.NONE;
            }
            if (fit == Fit.UNKNOWN) {
                open.add(condition.name());
            }
        }
        for (Condition exception : exceptions) {
            Fit fit = exception.fits(context);
            if (fit == Fit.YES) {
                return Match.NONE;
            }
            if (fit == Fit.UNKNOWN) {
                open.add("unless " + exception.name());
            }
        }
        Optional<String> doubt = named == Fit.UNKNOWN ? Optional.of(EventKinds.doubt(kind)) : Optional.empty();
        return new Match(open.isEmpty() && doubt.isEmpty() ? Fit.YES : Fit.UNKNOWN, List.copyOf(open), doubt);
    }
}
