package io.footman.agent.enrich.sense;

import io.footman.agent.enrich.Enricher;
import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up in a site's repository what is known about a task's event. While the repository is away the event waits in the
 * journal, up to {@code qlik-sense.deadline}; a distribution that goes on waits up to its own deadline. Then it is told
 * with what the message said.
 */
public final class SenseEnricher implements Enricher {
    private static final Logger LOG = LoggerFactory.getLogger(SenseEnricher.class);

    /** Rounds end by themselves; one that does not, because of a defect, is waited for this much longer. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    /** What users do is told as the proxy says it; whoever started a task, or refused to, has looked at it then. */
    private static final Set<EventKind> NOT_LOOKED_UP = Set.of(
            EventKind.SESSION_STARTED,
            EventKind.SESSION_STOPPED,
            EventKind.CONNECTION_OPENED,
            EventKind.CONNECTION_CLOSED,
            EventKind.TASK_START_REQUESTED,
            EventKind.TASK_START_ACCEPTED,
            EventKind.TASK_START_REFUSED,
            EventKind.TASK_START_FAILED);

    private final Optional<RepositoryClient> client;
    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry meters;
    private final Patience patience;
    private final ContextWriter writer;
    private final RefusalLog refusals;

    /** @param random varies pauses and makes keys; used by many threads */
    public SenseEnricher(
            SenseSettings settings,
            Optional<RepositoryClient> client,
            LocalFormat format,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry meters) {
        this.client = client;
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
        this.patience = new Patience(settings, clock, random);
        this.writer = new ContextWriter(settings, format);
        this.refusals = new RefusalLog(settings.name(), clock, meters);
    }

    @Override
    public boolean handles(Event event) {
        return event.source().platform() == EventSource.Platform.QLIK_SENSE;
    }

    @Override
    public Duration patience() {
        return patience.longestRound().plus(LAST_PATIENCE);
    }

    @Override
    public CompletionStage<Enrichment> enrich(StoredEvent stored) {
        Event event = stored.event();
        return client.filter(present -> !NOT_LOOKED_UP.contains(event.kind()))
                .map(repository -> lookUp(stored, repository))
                .orElseGet(() -> CompletableFuture.completedFuture(new Enrichment.Complete(writer.plain(event))));
    }

    private CompletionStage<Enrichment> lookUp(StoredEvent stored, RepositoryClient repository) {
        Timer.Sample sample = Timer.start(meters);
        Instant end = patience.endOfRound(stored);
        CompletableFuture<RepositoryException> expired = new CompletableFuture<>();
        Alarms.Alarm alarm = alarms.at(end, () -> expired.complete(RepositoryException.tooLate()));
        Round round = new Round(stored.event(), repository, expired);
        return round.first()
                .thenCompose(first -> waits(stored, first)
                        .<CompletionStage<Enrichment>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> round.second(first).thenApply(all -> completed(stored, all, sample))))
                .whenComplete((enrichment, defect) -> alarm.cancel());
    }

    private Enrichment completed(StoredEvent stored, Findings findings, Timer.Sample sample) {
        Optional<Enrichment> later = outage(stored, findings);
        if (later.isPresent()) {
            return later.get();
        }
        findings.refusal().ifPresent(refusals::refused);
        Outcome outcome = Outcome.of(stored.event().kind(), findings.task().found());
        Optional<String> doubt = Optional.of(outcome.doubt()).filter(text -> !text.isEmpty());
        EventContext context = writer.write(stored.event(), outcome.kind(), findings, doubt);
        told(context, sample);
        return new Enrichment.Complete(context);
    }

    /** Why to look again before asking for more. */
    private Optional<Enrichment> waits(StoredEvent stored, Findings first) {
        Optional<Enrichment> later = outage(stored, first);
        if (later.isPresent() || first.task().failure().isPresent()) {
            return later;
        }
        Outcome outcome = Outcome.of(stored.event().kind(), first.task().found());
        return switch (outcome.state()) {
            case SETTLED -> Optional.empty();
            case LAGGING ->
                patience.bearsLag(stored) && first.task().found().isPresent()
                        ? Optional.of(new Enrichment.Later(
                                patience.in(Patience.LAG_PAUSE), "the repository service is behind the message"))
                        : Optional.empty();
            case UNDERWAY ->
                patience.follows(stored)
                        ? Optional.of(new Enrichment.Later(
                                patience.in(Patience.DISTRIBUTION_PAUSE), "the distribution goes on"))
                        : Optional.empty();
        };
    }

    private Optional<Enrichment> outage(StoredEvent stored, Findings findings) {
        return findings.outage()
                .filter(failure -> patience.bearsOutage(stored))
                .map(failure ->
                        new Enrichment.Later(patience.afterOutage(stored), String.valueOf(failure.getMessage())));
    }

    private void told(EventContext context, Timer.Sample sample) {
        boolean complete = context.gaps().isEmpty();
        String site = context.event().source().name();
        sample.stop(meters.timer("footman.enrich", "tenant", site, "outcome", complete ? "complete" : "with-gaps"));
        if (!complete) {
            LOG.warn(
                    "event=enriched-with-gaps id={} site={} gaps=\"{}\"",
                    context.event().id(),
                    site,
                    String.join(" ", context.gaps()));
        }
    }
}
