package io.footman.agent.intake;

import io.footman.agent.model.Event;
import io.footman.model.cloud.MalformedEventException;
import io.footman.model.cloud.QlikCloudEvent;
import io.footman.model.cloud.QlikCloudEventReader;
import io.footman.model.signature.SignatureCheck;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a message into an event: size, form, tenant, signature. The event is read before its signature is checked, because
 * only it tells whose secret to check with; nothing else is done with it until then.
 */
final class CloudMessageReader implements MessageReader {
    /** As the gateway: Qlik Cloud's events are far smaller. In bytes. */
    static final int LARGEST = 1 << 20;

    private final QlikCloudEventReader reader = new QlikCloudEventReader();
    private final CloudTenants tenants;
    private final CloudEvents events;
    private final Clock clock;

    CloudMessageReader(CloudTenants tenants, CloudEvents events, Clock clock) {
        this.tenants = tenants;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Event read(Message message) throws RefusedException {
        if (message.payload().length > LARGEST) {
            throw new RefusedException(
                    RefusalReason.TOO_LARGE, message.payload().length + " bytes; at most " + LARGEST + " are accepted");
        }
        try {
            QlikCloudEvent event = reader.read(message.payload());
            CloudTenants.Known tenant = tenants.byId(event.tenantId())
                    .orElseThrow(
                            () -> new RefusedException(RefusalReason.UNKNOWN_TENANT, "tenant id " + event.tenantId()));
            verify(message, tenant);
            return events.event(event, tenant.name(), receivedAt(message));
        } catch (MalformedEventException e) {
            throw new RefusedException(RefusalReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static void verify(Message message, CloudTenants.Known tenant) throws RefusedException {
        if (tenant.signature().isEmpty()) {
            return;
        }
        SignatureCheck check = tenant.signature()
                .get()
                .verify(message.payload(), message.signature().orElse(null));
        if (check == SignatureCheck.MISSING) {
            throw new RefusedException(RefusalReason.UNSIGNED, "tenant " + tenant.name());
        }
        if (check != SignatureCheck.VALID) {
            throw new RefusedException(RefusalReason.FORGED, "tenant " + tenant.name());
        }
    }

    private Instant receivedAt(Message message) {
        return message.receivedAt()
                .flatMap(text -> {
                    try {
                        return Optional.of(Instant.parse(text));
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                })
                .orElseGet(clock::instant);
    }
}
