package io.footman.agent.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Subject;
import io.footman.model.cloud.AppReload;
import io.footman.model.cloud.MalformedEventException;
import io.footman.model.cloud.QlikCloudEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Makes Footman's event of a Qlik Cloud event. */
final class CloudEvents {
    private static final String PREFIX = "qlik-cloud:";

    private final CloudFacts facts;

    CloudEvents(LocalFormat format) {
        this.facts = new CloudFacts(format);
    }

    /**
     * The event.
     *
     * @param tenant its configured name
     * @param receivedAt stands for a time that the event does not tell
     * @throws MalformedEventException when it is a reload event without app id or outcome
     */
    Event event(QlikCloudEvent cloud, String tenant, Instant receivedAt) {
        String id = PREFIX + cloud.tenantId() + ":" + cloud.id();
        EventSource source = new EventSource(EventSource.Platform.QLIK_CLOUD, tenant);
        Instant time = cloud.time().orElse(receivedAt);
        Optional<AppReload> reload = AppReload.of(cloud);
        if (reload.isPresent()) {
            AppReload of = reload.get();
            Subject app = new Subject(Subject.Type.APP, of.appId(), of.appName().map(CloudFacts::clean));
            return new Event(id, occurrence(of, id), kind(of), time, source, app, facts.ofReload(of));
        }
        EventKind kind = new EventKind(cloud.type());
        return new Event(id, id, kind, time, source, subject(cloud), facts.ofOther(cloud));
    }

    /** Engine and reload service both tell the same outcome of the same reload (Qlik webhooks §5.4). */
    private static String occurrence(AppReload reload, String id) {
        return reload.reloadId()
                .map(reloadId -> PREFIX + reload.event().tenantId() + ":reload:" + reloadId + ":"
                        + reload.outcome().name().toLowerCase(Locale.ROOT))
                .orElse(id);
    }

    private static EventKind kind(AppReload reload) {
        return switch (reload.outcome()) {
            case FAILED -> EventKind.APP_RELOAD_FAILED;
            case SUCCEEDED -> EventKind.APP_RELOAD_SUCCEEDED;
            case CANCELED -> EventKind.APP_RELOAD_CANCELED;
        };
    }

    private static Subject subject(QlikCloudEvent cloud) {
        Optional<String> name = text(cloud, "name").map(CloudFacts::clean);
        String id = cloud.topLevelResourceId().or(() -> text(cloud, "id")).orElse("");
        Subject.Type type = Subject.Type.OTHER;
        if (cloud.type().contains(".app.") && cloud.topLevelResourceId().isPresent()) {
            type = Subject.Type.APP;
        } else if (cloud.type().contains(".user.")) {
            type = Subject.Type.USER;
        }
        return new Subject(type, id, name);
    }

    private static Optional<String> text(QlikCloudEvent cloud, String field) {
        JsonNode value = cloud.data().path(field);
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
