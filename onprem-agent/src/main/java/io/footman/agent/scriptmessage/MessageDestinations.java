package io.footman.agent.scriptmessage;

import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.MessageDriver;
import io.footman.agent.model.EventKind;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.route.BuiltIn;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where messages of load scripts go: the sections {@code slack}, {@code teams}, {@code mqtt} and {@code new-relic} of the API. */
final class MessageDestinations implements RestPart {
    /** Begins the names that these destinations have in the journal, in logs and metrics. */
    private static final String PREFIX = "script-";

    private static final Map<String, Set<Endpoint>> ENDPOINTS = Map.of(
            "slack", Set.of(Endpoint.SLACK_POST_MESSAGE, Endpoint.CLASSIC_SLACK),
            "teams", Set.of(Endpoint.TEAMS_POST_MESSAGE),
            "mqtt", Set.of(Endpoint.MQTT_PUBLISH_MESSAGE, Endpoint.CLASSIC_MQTT_PUBLISH_MESSAGE),
            "new-relic", Set.of(Endpoint.NEW_RELIC_METRIC, Endpoint.NEW_RELIC_EVENT));

    private final Map<String, Configured> configured;

    private record Configured(MessageDriver driver, MessageDestination destination) {}

    private MessageDestinations(Map<String, Configured> configured) {
        this.configured = Map.copyOf(configured);
    }

    /**
     * Reads the sections that are there, and those that an endpoint needs; mistakes are collected there. A section without
     * an endpoint still sends what was handed over before the endpoint was switched off.
     */
    static MessageDestinations read(List<MessageDriver> drivers, RestSettings rest, Settings footman) {
        Map<String, Configured> configured = new LinkedHashMap<>();
        for (MessageDriver driver : drivers) {
            String name = PREFIX + driver.name();
            boolean offered =
                    ENDPOINTS.getOrDefault(driver.name(), Set.of()).stream().anyMatch(rest::offers);
            if (offered || footman.section(RestSettings.NAME).names().contains(driver.name())) {
                Settings section = footman.section(RestSettings.NAME).section(driver.name());
                configured.put(driver.name(), new Configured(driver, driver.read(name, section, footman)));
                refuseTaken(name, footman);
            }
        }
        return new MessageDestinations(configured);
    }

    /** Whether a destination of the journal is one of these. */
    static boolean isOurs(String destination) {
        return destination.startsWith(PREFIX);
    }

    /** Destination and rule for a driver; empty when nothing needs them. */
    Optional<BuiltIn> builtIn(String driver) {
        return Optional.ofNullable(configured.get(driver))
                .map(found -> BuiltIn.of(
                        PREFIX + driver,
                        driver,
                        found.destination(),
                        found.driver().kinds()));
    }

    /** The destination for a kind of message; empty when it is not configured. */
    Optional<MessageDestination> of(EventKind kind) {
        return configured.values().stream()
                .filter(found -> found.driver().kinds().contains(kind))
                .map(Configured::destination)
                .findFirst();
    }

    private static void refuseTaken(String name, Settings footman) {
        Settings destinations = footman.section("destinations");
        if (destinations.names().contains(name)) {
            destinations.mistake(name, "is the name of a destination of Footman's own", "Choose another name");
        }
    }
}
