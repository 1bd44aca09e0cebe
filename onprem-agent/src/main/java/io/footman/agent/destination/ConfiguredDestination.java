package io.footman.agent.destination;

import java.util.Optional;

/**
 * A destination under the name that the user gave it, with what all destinations have in common.
 *
 * @param name such as {@code ops-slack}
 * @param type the driver's name, such as {@code slack}
 * @param destination the driver
 * @param limits what its lane keeps to
 * @param optInTag tag that an app or task must carry for its messages to go here
 * @param fallback name of the destination that is told what this one gives up
 */
public record ConfiguredDestination(
        String name,
        String type,
        Destination destination,
        Limits limits,
        Optional<String> optInTag,
        Optional<String> fallback) {}
