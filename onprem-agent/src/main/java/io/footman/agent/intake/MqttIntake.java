package io.footman.agent.intake;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.agent.journal.Journal;
import io.footman.agent.model.Event;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.model.mqtt.MessageProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT door. A message is acknowledged once its event is stored, or once it is refused for good; until then the broker
 * keeps it and sends it again after a broken connection.
 */
public final class MqttIntake implements Door {
    private static final long LONGEST_LAST_COMMIT_SECONDS = 5;
    private static final Map<RefusalReason, String> REMEDIES = Map.of(
            RefusalReason.TOO_LARGE,
            "check what publishes to this topic; the gateway accepts no such message",
            RefusalReason.UNEXPECTED_TOPIC,
            "add the topic to footman.mqtt.topics, or remove the old session from the broker",
            RefusalReason.MALFORMED,
            "check what publishes to this topic; the gateway passes Qlik Cloud's messages on unchanged, requests to start tasks"
                    + " are described in docs/start-tasks.md",
            RefusalReason.UNKNOWN_TENANT,
            "add the tenant below footman.qlik-cloud.tenants, or stop its webhook",
            RefusalReason.UNSIGNED,
            "let all events come through a gateway that passes the signature on",
            RefusalReason.FORGED,
            "give webhook-secrets the secret of the webhook; if it is right, somebody forges events",
            RefusalReason.UNSTORABLE,
            "report it as a defect of Footman",
            RefusalReason.DEFECT,
            "report it as a defect of Footman");
    private static final Logger LOG = LoggerFactory.getLogger(MqttIntake.class);

    private final MqttConnection connection;
    private final Map<MqttTopicFilter, MessageReader> readers;
    private final AppendQueue queue;
    private final Refusals refusals;
    private final Counter stored;
    private final Counter duplicates;

    /**
     * @param readers who reads which topics, the first that fits; other topics are left over from an earlier configuration
     */
    MqttIntake(
            MqttConnection connection,
            Map<MqttTopicFilter, MessageReader> readers,
            Journal journal,
            Clock clock,
            MeterRegistry meters) {
        this.connection = connection;
        this.readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
        this.queue = new AppendQueue(journal);
        this.refusals = new Refusals("topic", REMEDIES, clock, meters);
        this.stored = meters.counter("footman.intake.stored", "result", "new");
        this.duplicates = meters.counter("footman.intake.stored", "result", "duplicate");
        meters.gauge("footman.intake.waiting", queue, AppendQueue::size);
    }

    /** Lets messages in, as soon as the broker can be reached. */
    @Override
    public void start() {
        connection.open(this::receive);
    }

    /** Lets nothing more in; waits briefly for the commit that runs, so that its messages need not come again. */
    @Override
    public void close() {
        try {
            queue.stop().get(LONGEST_LAST_COMMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("event=last-commit-not-awaited detail=\"its messages come again with the next start\"");
        }
        connection.close();
    }

    /** Never throws: that would end the flow of messages. */
    private void receive(Mqtt5Publish publish) {
        String topic = publish.getTopic().toString();
        try {
            Event event = read(publish);
            queue.add(new AppendQueue.Entry(
                    event,
                    receipt -> {
                        (receipt == Journal.Receipt.STORED ? stored : duplicates).increment();
                        acknowledge(publish);
                    },
                    why -> refuse(publish, RefusalReason.UNSTORABLE, topic, "event " + event.id() + ": " + why)));
        } catch (RefusedException e) {
            refuse(publish, e.reason(), topic, e.detail());
        } catch (InterruptedException e) {
            // Not acknowledged, so it comes again.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("event=intake-defect topic=\"{}\"", topic, e);
            refuse(publish, RefusalReason.DEFECT, topic, e.getClass().getSimpleName());
        }
    }

    private Event read(Mqtt5Publish publish) throws RefusedException {
        MqttTopic topic = publish.getTopic();
        MessageReader reader = readers.entrySet().stream()
                .filter(entry -> entry.getKey().matches(topic))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () -> new RefusedException(RefusalReason.UNEXPECTED_TOPIC, "not among footman.mqtt.topics"));
        return reader.read(new Message(
                topic.toString(),
                publish.getPayloadAsBytes(),
                property(publish, MessageProperties.SIGNATURE),
                property(publish, MessageProperties.RECEIVED_AT),
                publish.getResponseTopic().map(MqttTopic::toString),
                publish.getCorrelationData().map(MqttIntake::base64),
                publish.isRetain()));
    }

    private static String base64(ByteBuffer data) {
        ByteBuffer copy = Base64.getEncoder().encode(data.duplicate());
        return StandardCharsets.US_ASCII.decode(copy).toString();
    }

    private static Optional<String> property(Mqtt5Publish publish, String name) {
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            if (property.getName().toString().equals(name)) {
                return Optional.of(property.getValue().toString());
            }
        }
        return Optional.empty();
    }

    private void refuse(Mqtt5Publish publish, RefusalReason reason, String topic, String detail) {
        refusals.refused(reason, topic, detail);
        acknowledge(publish);
    }

    private static void acknowledge(Mqtt5Publish publish) {
        try {
            publish.acknowledge();
        } catch (RuntimeException e) {
            // The broker sends the message again, and its event is then known by its id.
            LOG.warn("event=not-acknowledged cause=\"{}\"", e.toString());
        }
    }
}
