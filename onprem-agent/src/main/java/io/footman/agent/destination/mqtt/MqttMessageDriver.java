package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.MessageDriver;
import io.footman.agent.model.EventKind;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.model.settings.Settings;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Messages that load scripts publish by the agent's connection to its broker: section {@code footman.rest.mqtt}. */
@Singleton
public final class MqttMessageDriver implements MessageDriver {
    private static final List<String> EVERYTHING = List.of("#");

    private final BeanProvider<MqttConnection> connection;

    public MqttMessageDriver(BeanProvider<MqttConnection> connection) {
        this.connection = connection;
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public Set<EventKind> kinds() {
        return Set.of(EventKind.MESSAGE_TO_MQTT);
    }

    @Override
    public MessageDestination read(String destinationName, Settings section, Settings root) {
        if (!root.section("mqtt").has("url")) {
            root.section("mqtt")
                    .mistake(
                            "url",
                            "is missing: without a broker load scripts cannot publish",
                            "Give the broker's address, such as mqtts://broker.example.com:8883, or take mqttPublishMessage"
                                    + " out of footman.rest.endpoints");
        }
        return new MqttMessageDestination(
                allowed(section),
                MqttDestinationSettings.heard(root),
                message -> connection.get().publish(message));
    }

    private static List<MqttTopicFilter> allowed(Settings section) {
        List<MqttTopicFilter> filters = new ArrayList<>();
        for (String text : section.texts("topics", EVERYTHING)) {
            try {
                filters.add(MqttTopicFilter.of(text));
            } catch (IllegalArgumentException e) {
                section.mistake("topics", "holds no valid topic filter: " + text, "Write it as in qliksense/scripts/#");
            }
        }
        return filters;
    }
}
