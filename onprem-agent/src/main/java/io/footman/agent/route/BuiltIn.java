package io.footman.agent.route;

import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.model.EventKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A destination that another section of the configuration brings with it, and the rule that leads there. So what Footman
 * does, and not only tells, goes the same way: stored, retried, given up with a reason.
 *
 * @param destination named by Footman; users give this name to none of theirs
 * @param rule what goes there
 */
public record BuiltIn(ConfiguredDestination destination, Rule rule) {

    /** All events of some kinds go to one destination. */
    public static BuiltIn of(String name, String type, Destination destination, Collection<EventKind> kinds) {
        return new BuiltIn(
                new ConfiguredDestination(
                        name, type, destination, destination.limits(), Optional.empty(), Optional.empty()),
                new Rule(
                        name,
                        kinds.stream().map(kind -> new Glob(kind.name())).toList(),
                        List.of(),
                        List.of(),
                        List.of(name),
                        Optional.empty()));
    }
}
