package io.footman.gateway.webhook;

import io.footman.gateway.settings.QlikCloudSettings;
import io.footman.model.cloud.EventTypes;
import io.footman.model.cloud.MalformedEventException;
import io.footman.model.cloud.QlikCloudEvent;
import io.footman.model.cloud.QlikCloudEventReader;
import io.footman.model.mqtt.TopicTemplate;
import io.footman.model.mqtt.Topics;
import java.util.Optional;

/** The envelope of Qlik Cloud: event type and tenant choose the topic. */
final class QlikCloudEnvelope implements Envelope {
    private final QlikCloudSettings settings;
    private final QlikCloudEventReader reader = new QlikCloudEventReader();

    QlikCloudEnvelope(QlikCloudSettings settings) {
        this.settings = settings;
    }

    @Override
    public Addressed open(VerifiedWebhook webhook) {
        QlikCloudEvent event = read(webhook);
        Topics.tenantIdProblem(event.tenantId()).ifPresent(problem -> {
            throw new Refusal(Outcome.MALFORMED, "tenantid " + problem);
        });
        if (!settings.tenants().isEmpty() && !settings.tenants().contains(event.tenantId())) {
            throw new Refusal(Outcome.TENANT, "tenantid is not among footman.qlik-cloud.tenants");
        }
        String type = EventTypes.canonical(event.type());
        if (!isWanted(type)) {
            return addressed(event, Optional.empty(), Optional.empty());
        }
        Topics.typeProblem(event.type()).ifPresent(problem -> {
            throw new Refusal(Outcome.MALFORMED, "type " + problem);
        });
        TopicTemplate topic = EventTypes.isReload(type) ? settings.topic() : settings.otherTopic();
        return addressed(
                event, Optional.of(topic.topic(event.tenantId(), event.type())), legacyCopy(webhook, event, type));
    }

    private static Addressed addressed(
            QlikCloudEvent event, Optional<String> topic, Optional<Addressed.LegacyCopy> copy) {
        return new Addressed(topic, copy, event.type(), event.tenantId(), event.id());
    }

    private boolean isWanted(String type) {
        return settings.eventTypes().contains(type)
                || settings.eventTypes().contains(QlikCloudSettings.ALL_EVENT_TYPES);
    }

    /** Butler acts on the engine's event only (Butler MQTT §5). */
    private Optional<Addressed.LegacyCopy> legacyCopy(VerifiedWebhook webhook, QlikCloudEvent event, String type) {
        if (settings.legacyCopyTopic().isEmpty() || !type.equals(EventTypes.APP_RELOAD_FINISHED)) {
            return Optional.empty();
        }
        return settings.legacyCopyTopic()
                .map(template -> new Addressed.LegacyCopy(
                        template.topic(event.tenantId(), event.type()), LegacyForm.of(webhook.body(), event)));
    }

    private QlikCloudEvent read(VerifiedWebhook webhook) {
        try {
            return reader.read(webhook.body());
        } catch (MalformedEventException e) {
            throw new Refusal(Outcome.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
