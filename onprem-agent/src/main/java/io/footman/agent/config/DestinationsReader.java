package io.footman.agent.config;

import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.Limits;
import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the section {@code footman.destinations}: what all destinations share; the rest is their driver's. */
final class DestinationsReader {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_PER_SECOND = 100_000;

    private final Settings footman;
    private final Settings section;
    private final Map<String, DestinationType> types = new TreeMap<>();

    DestinationsReader(Settings footman, Collection<DestinationType> types) {
        this.footman = footman;
        this.section = footman.section("destinations");
        types.forEach(type -> this.types.put(type.name(), type));
    }

    List<ConfiguredDestination> read() {
        List<ConfiguredDestination> destinations = new ArrayList<>();
        section.namedSections().forEach((name, settings) -> {
            String typeName = settings.requiredText("type", "Use one of " + String.join(", ", types.keySet()));
            DestinationType type = types.get(typeName);
            if (type == null) {
                refuse(settings, typeName);
            } else {
                destinations.add(destination(name, type, settings));
            }
        });
        if (section.names().isEmpty() && Entrances.read(footman).onlyTell()) {
            footman.mistake("destinations", "is missing", "Configure at least one place that alerts go to");
        }
        checkFallbacks(destinations);
        return List.copyOf(destinations);
    }

    /** All names that the user gave, also those of destinations that could not be read. */
    Set<String> names() {
        return section.names();
    }

    private void refuse(Settings settings, String typeName) {
        if (!typeName.isEmpty()) {
            settings.mistake(
                    "type", "is \"" + typeName + "\", which is unknown", Suggestion.remedy(typeName, types.keySet()));
        }
        // Which keys are right depends on the type: without it none is called wrong.
        settings.names().forEach(settings::has);
    }

    private ConfiguredDestination destination(String name, DestinationType type, Settings settings) {
        Optional<String> optInTag = settings.optionalText("opt-in-tag");
        Optional<String> fallback = settings.optionalText("fallback");
        Destination destination = type.read(name, settings, footman);
        Limits limits = destination.limits();
        return new ConfiguredDestination(
                name,
                type.name(),
                destination,
                new Limits(
                        settings.number("concurrency", limits.concurrency(), 1, MOST_AT_ONCE),
                        settings.number("messages-per-second", limits.ratePerSecond(), 0, MOST_PER_SECOND)),
                optInTag,
                fallback);
    }

    private void checkFallbacks(List<ConfiguredDestination> destinations) {
        Map<String, String> fallbacks = new LinkedHashMap<>();
        for (ConfiguredDestination destination : destinations) {
            destination.fallback().ifPresent(fallback -> {
                fallbacks.put(destination.name(), fallback);
                if (!names().contains(fallback)) {
                    mistake(
                            destination.name(),
                            "names \"" + fallback + "\", which is not among footman.destinations",
                            Suggestion.remedy(fallback, names()));
                }
            });
        }
        for (String start : fallbacks.keySet()) {
            if (leadsBack(start, fallbacks)) {
                mistake(start, "leads back to this destination", "Let the last fallback have none of its own");
            }
        }
    }

    private void mistake(String destination, String problem, String remedy) {
        section.section(destination).mistake("fallback", problem, remedy);
    }

    private static boolean leadsBack(String start, Map<String, String> fallbacks) {
        Set<String> seen = new HashSet<>();
        String at = fallbacks.get(start);
        while (at != null && seen.add(at)) {
            if (at.equals(start)) {
                return true;
            }
            at = fallbacks.get(at);
        }
        return false;
    }
}
