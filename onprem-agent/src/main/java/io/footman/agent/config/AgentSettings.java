package io.footman.agent.config;

import io.footman.agent.deliver.DeliverySettings;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.route.Rule;
import java.util.List;

/**
 * The configuration as a whole, judged and found usable.
 *
 * @param destinations in the order of the file
 * @param rules in the order of the file
 * @param delivery how failing deliveries are tried again
 * @param server where health and metrics are served
 * @param warnings what works but is probably not meant, one sentence each
 */
public record AgentSettings(
        List<ConfiguredDestination> destinations,
        List<Rule> rules,
        DeliverySettings delivery,
        ServerSettings server,
        List<String> warnings) {
    public AgentSettings {
        destinations = List.copyOf(destinations);
        rules = List.copyOf(rules);
        warnings = List.copyOf(warnings);
    }
}
