package io.footman.agent.enrich.cloud;

import io.footman.agent.enrich.Enricher;
import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.qlik.cloud.QlikCloudClient;
import io.footman.agent.qlik.cloud.QlikCloudSettings;
import io.footman.agent.qlik.cloud.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks up in Qlik Cloud what is known about an event: all calls at once, bounded by {@code qlik-cloud.deadline}. A tenant
 * without an API key is not asked; its alerts tell what the event says.
 */
public final class CloudEnricher implements Enricher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloudEnricher.class);

    /** Look-ups end by themselves at the deadline; one that does not, because of a defect, is waited for this much longer. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    private final Duration deadline;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ContextWriter writer;
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final Map<String, QlikCloudClient> clients = new HashMap<>();

    /** @param random varies the waits between tries; used by many threads */
    public CloudEnricher(
            QlikCloudSettings settings, LocalFormat format, Clock clock, RandomGenerator random, MeterRegistry meters) {
        this.deadline = settings.deadline();
        this.clock = clock;
        this.meters = meters;
        this.writer = new ContextWriter(format);
        for (Tenant tenant : settings.tenants()) {
            tenants.put(tenant.name(), tenant);
            tenant.apiKey()
                    .ifPresent(
                            key -> clients.put(tenant.name(), new QlikCloudClient(tenant, key, clock, random, meters)));
        }
    }

    @Override
    public boolean handles(Event event) {
        return event.source().platform() == EventSource.Platform.QLIK_CLOUD;
    }

    @Override
    public Duration patience() {
        return deadline.plus(LAST_PATIENCE);
    }

    @Override
    public CompletionStage<Enrichment> enrich(StoredEvent stored) {
        return lookUp(stored.event()).thenApply(Enrichment.Complete::new);
    }

    CompletionStage<EventContext> lookUp(Event event) {
        Tenant tenant = tenants.get(event.source().name());
        QlikCloudClient client = clients.get(event.source().name());
        if (tenant == null) {
            // Stored before the tenant left the configuration: told without look-ups rather than not at all.
            return Mono.just(EventContext.of(event)).toFuture();
        }
        if (client == null) {
            return Mono.just(writer.write(event, tenant, Findings.NONE)).toFuture();
        }
        Timer.Sample sample = Timer.start(meters);
        return new Round(event, client, clock.instant().plus(deadline), deadline)
                .run()
                .map(findings -> writer.write(event, tenant, findings))
                .doOnNext(context -> told(context, sample))
                .onErrorResume(defect -> {
                    LOG.error("enrichment-failed event={}", event.id(), defect);
                    return Mono.just(writer.write(event, tenant, Findings.NONE));
                })
                .toFuture();
    }

    private void told(EventContext context, Timer.Sample sample) {
        boolean complete = context.gaps().isEmpty();
        sample.stop(meters.timer(
                "footman.enrich",
                "tenant",
                context.event().source().name(),
                "outcome",
                complete ? "complete" : "with-gaps"));
        if (!complete) {
            LOG.warn(
                    "enriched-with-gaps event={} tenant={} gaps=\"{}\"",
                    context.event().id(),
                    context.event().source().name(),
                    String.join(" ", context.gaps()));
        }
    }

    @Override
    public void close() {
        clients.values().forEach(QlikCloudClient::close);
    }
}
