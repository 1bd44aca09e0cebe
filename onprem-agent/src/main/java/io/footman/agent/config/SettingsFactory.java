package io.footman.agent.config;

import io.footman.agent.deliver.DeliverySettings;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.intake.CloudTenants;
import io.footman.agent.intake.udp.UdpSettings;
import io.footman.agent.journal.sql.JournalSettings;
import io.footman.agent.mqtt.MqttSettings;
import io.footman.agent.qlik.cloud.QlikCloudSettings;
import io.footman.agent.qlik.engine.EngineSite;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.rest.RestPart;
import io.footman.agent.route.BuiltIn;
import io.footman.agent.route.Rule;
import io.footman.agent.route.RulesReader;
import io.footman.agent.starttask.StartTaskSettings;
import io.footman.model.settings.Settings;
import io.footman.model.settings.SettingsFile;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the configuration file's root for all who have a section below it, and judges the whole. */
@Factory
final class SettingsFactory {
    @Singleton
    Settings footman(SettingsFile file) {
        return file.root();
    }

    @Singleton
    ServerSettings server(Settings footman) {
        return ServerSettings.read(footman.section("server"));
    }

    /**
     * The sections that other packages own are asked for only so that all have been read when the file is judged.
     *
     * @throws io.footman.model.settings.InvalidSettingsException with every mistake
     */
    @Singleton
    @SuppressWarnings("UnusedVariable")
    AgentSettings agent(
            SettingsFile file,
            Settings footman,
            Clock clock,
            List<DestinationType> types,
            ServerSettings server,
            @Nullable MqttSettings mqtt,
            @Nullable UdpSettings udp,
            QlikCloudSettings cloud,
            SenseSettings sense,
            EngineSite engine,
            CloudTenants tenants,
            JournalSettings journal,
            List<RestPart> rest,
            List<BuiltIn> builtIns) {
        Entrances entrances = Entrances.read(footman);
        entrances.judge(footman);
        DestinationsReader reader = new DestinationsReader(footman, types);
        List<ConfiguredDestination> destinations = new ArrayList<>(reader.read());
        List<Rule> rules = new ArrayList<>(RulesReader.read(footman, reader.names()));
        Optional<StartTaskSettings> starts = StartTaskSettings.read(footman);
        DeliverySettings delivery = DeliverySettings.read(footman.section("delivery"));
        boolean tellsNobody = rules.isEmpty() && !footman.has("rules");
        if (tellsNobody && entrances.onlyTell()) {
            footman.mistake("rules", "is missing", "Say who is told what: - { events: [app-reload-failed], to: […] }");
        }
        leaveAlone(footman.section("mail"), hasType(destinations, "email"));
        footman.section("templates").path("directory", "templates");
        footman.sections("links")
                .forEach(link -> List.of("id", "text", "comment", "url").forEach(link::has));
        file.finish();
        List<String> warnings = new ArrayList<>(warnings(destinations, rules));
        if (tellsNobody && entrances.bringEvents()) {
            warnings.add("footman.rules is missing: nobody is told of the events that come in");
        }
        sense.warning(clock).ifPresent(warnings::add);
        starts.flatMap(StartTaskSettings::warning).ifPresent(warnings::add);
        rest.forEach(part -> warnings.addAll(part.warnings()));
        builtIns.forEach(builtIn -> {
            destinations.add(builtIn.destination());
            rules.add(builtIn.rule());
        });
        return new AgentSettings(destinations, rules, delivery, server, warnings);
    }

    /** Sections that destinations share are read by them; without one that does, nothing in them is called unknown. */
    private static void leaveAlone(Settings section, boolean read) {
        if (!read) {
            section.names().forEach(section::has);
        }
    }

    private static boolean hasType(List<ConfiguredDestination> destinations, String type) {
        return destinations.stream().anyMatch(destination -> destination.type().equals(type));
    }

    private static List<String> warnings(List<ConfiguredDestination> destinations, List<Rule> rules) {
        List<String> warnings = new ArrayList<>();
        for (ConfiguredDestination destination : destinations) {
            String name = destination.name();
            boolean used = rules.stream().anyMatch(rule -> rule.to().contains(name))
                    || destinations.stream()
                            .anyMatch(other ->
                                    other.fallback().filter(name::equals).isPresent());
            if (!used) {
                warnings.add("footman.destinations." + name + ": no rule and no fallback leads here");
            }
        }
        return warnings;
    }
}
