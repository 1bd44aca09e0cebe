package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.mqtt.MqttSettings;
import io.footman.agent.mqtt.StartTopic;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One destination of type {@code mqtt}.
 *
 * @param broker where to publish
 * @param brokerSection the section that the broker is configured in, for messages to the operator
 * @param clientId empty lets the broker assign one
 * @param topics which event kind goes where
 * @param retain whether the broker keeps the last message of each topic
 * @param timeout end of one attempt, connecting included
 * @param largestMessage bytes of a full message
 * @param contentType of the full message
 * @param scriptLog how much of the script log a template gets
 * @param limits what the lane keeps to
 */
record MqttDestinationSettings(
        BrokerSettings broker,
        String brokerSection,
        Optional<String> clientId,
        TopicPlan topics,
        boolean retain,
        Duration timeout,
        int largestMessage,
        String contentType,
        ScriptLogSettings scriptLog,
        Limits limits) {
    static final String JSON = "application/json";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    /** A kill can repeat as many messages as are on their way. */
    private static final int CONCURRENCY = 1;
    /** Bytes. What every broker in the cloud takes: AWS IoT 128 KB, Azure Event Grid 512 KB, less what surrounds it. */
    private static final int DEFAULT_LARGEST = 100 * 1024;

    private static final int SMALLEST = 4 * 1024;
    private static final List<String> BROKER_KEYS = List.of(
            "url",
            "username",
            "password",
            "trusted-certificates",
            "client-certificate",
            "client-key",
            "client-key-password");

    static MqttDestinationSettings read(Settings section, Settings root) {
        boolean own = BROKER_KEYS.stream().anyMatch(section::has);
        Settings brokerSection = own ? section : root.section("mqtt");
        if (!own && !brokerSection.has("url")) {
            section.mistake(
                    "url",
                    "is missing, and there is no footman.mqtt whose broker could be used",
                    "Give the broker's address, such as mqtts://broker.example.com:8883");
        }
        Optional<String> clientId = section.optionalText("client-id");
        BrokerSettings broker = BrokerSettings.read(brokerSection);
        if (section.flag("azure-event-grid", false)) {
            broker = forEventGrid(section, broker, clientId);
        }
        TopicPlan topics = TopicPlan.read(section);
        refuseLoop(section, root, broker, topics);
        Duration timeout = section.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.isZero()) {
            section.mistake("timeout", "is zero", "Give the time that one attempt may take, such as 10s");
        }
        if (!section.flag("full", true) && (section.has("template") || section.has("templates"))) {
            section.mistake("full", "is false, but a template makes the full message", "Remove one of the two");
        }
        return new MqttDestinationSettings(
                broker,
                brokerSection.path(),
                clientId,
                topics,
                section.flag("retain", false),
                timeout,
                largestMessage(section),
                section.text("content-type", JSON),
                ScriptLogSettings.read(section.section("script-log")),
                Pace.read(section, CONCURRENCY));
    }

    private static int largestMessage(Settings section) {
        long bytes = section.bytes("largest-message", DEFAULT_LARGEST);
        if (bytes < SMALLEST || bytes > Integer.MAX_VALUE) {
            section.mistake("largest-message", "is out of range", "Give at least 4KB and less than 2GB");
            return DEFAULT_LARGEST;
        }
        return (int) bytes;
    }

    /** Event Grid knows a client by its certificate and wants the client's name as login (Butler MQTT §1, client 1b). */
    private static BrokerSettings forEventGrid(Settings section, BrokerSettings broker, Optional<String> clientId) {
        if (!section.has("url") || !broker.tls()) {
            section.mistake(
                    "url",
                    "must be the MQTT host name of the Event Grid namespace with mqtts://",
                    "Copy it from the Azure portal: mqtts://….ts.eventgrid.azure.net:8883");
        }
        for (String key : List.of("client-id", "client-certificate", "client-key")) {
            if (!section.has(key)) {
                section.mistake(key, "is missing", "Azure Event Grid knows its clients by name and certificate");
            }
        }
        return new BrokerSettings(
                broker.host(),
                broker.port(),
                broker.tls(),
                broker.username().or(() -> clientId),
                broker.password(),
                broker.clientId(),
                broker.trust(),
                broker.identity());
    }

    /** What the agent hears itself say would come in as an event, or start tasks. */
    private static void refuseLoop(Settings section, Settings root, BrokerSettings broker, TopicPlan topics) {
        Settings mqtt = root.section("mqtt");
        if (!mqtt.has("url") || !BrokerSettings.read(mqtt).address().equals(broker.address())) {
            return;
        }
        topics.heardBy(heard(root))
                .ifPresent(topic -> section.mistake(
                        "topics",
                        "let the agent hear its own messages: it is subscribed to " + topic,
                        "Choose other topics here, or name in footman.mqtt.topics only what comes in"));
    }

    /** What the agent is subscribed to. */
    static List<MqttTopicFilter> heard(Settings root) {
        List<MqttTopicFilter> filters =
                new ArrayList<>(StartTopic.read(root).stream().toList());
        root.section("mqtt")
                .texts("topics", MqttSettings.TOPICS)
                .forEach(text -> filter(text).ifPresent(filters::add));
        return filters;
    }

    private static Optional<MqttTopicFilter> filter(String text) {
        try {
            return Optional.of(MqttTopicFilter.of(text));
        } catch (IllegalArgumentException e) {
            // The owner of the key reports it.
            return Optional.empty();
        }
    }
}
