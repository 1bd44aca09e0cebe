package io.footman.agent.enrich.sense;

import static org.awaitility.Awaitility.await;

import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A site with its fake repository and the enricher that asks it, in virtual time. */
final class Given implements AutoCloseable {
    static final String SITE = "sense-prod";
    private static final Duration STEP = Duration.ofMillis(20);
    static final String EXECUTION = "4f2a0000-1111-4222-8333-000000000001";

    final FakeQrs qrs;
    final VirtualTime time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SenseSettings settings;
    private Optional<RepositoryClient> client;
    private boolean passesWhileCallsAreOpen;
    SenseEnricher enricher;

    Given(Path folder, Map<String, Object> more) {
        qrs = FakeQrs.start(folder);
        Map<String, Object> section = new HashMap<>(Map.of(
                "name", SITE, "repository", qrs.url(), "certificates", folder.toString(), "user", "INTERNAL\\sa_api"));
        section.putAll(more);
        Settings read = Settings.of("footman.qlik-sense", section);
        settings = SenseSettings.read(read, time);
        if (!read.mistakes().isEmpty()) {
            throw new IllegalStateException(read.mistakes().toString());
        }
        client = client();
        enricher = enricher();
    }

    private Optional<RepositoryClient> client() {
        return settings.repository()
                .map(repository -> new RepositoryClient(SITE, repository, time, new Random(1), time, meters));
    }

    private SenseEnricher enricher() {
        return new SenseEnricher(
                settings,
                client,
                new LocalFormat(Locale.US, ZoneId.of("Europe/Stockholm")),
                time,
                new Random(1),
                time,
                meters);
    }

    /** As after a start of the agent. */
    void restart() {
        client.ifPresent(RepositoryClient::close);
        meters = new SimpleMeterRegistry();
        client = client();
        enricher = enricher();
    }

    static Map<String, Object> facts(String taskId, String appId) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "hostName", "pro2-win1",
                "user", "INTERNAL\\sa_scheduler",
                "taskName", "from the message",
                "taskId", taskId,
                "logTimeStamp", "2026-11-20 03:00:10,123",
                "logLevel", "WARN",
                "executionId", EXECUTION,
                "logMessage", "Max retries reached"));
        if (!appId.isEmpty()) {
            facts.put("appId", appId);
            facts.put("appName", "from the message");
        }
        return facts;
    }

    static Event event(EventKind kind, String taskId, String appId) {
        return new Event(
                "qlik-sense:" + SITE + ":" + kind + ":" + EXECUTION + ":" + taskId,
                "qlik-sense:" + SITE + ":" + kind + ":" + EXECUTION + ":" + taskId,
                kind,
                Instant.parse("2026-11-20T02:00:10.123Z"),
                new EventSource(EventSource.Platform.QLIK_SENSE, SITE),
                new Subject(Subject.Type.TASK, taskId, Optional.of("from the message")),
                facts(taskId, appId));
    }

    static Event failedReload() {
        return event(EventKind.ofUnknownTask(TaskOutcome.FAILED), FakeSite.RELOAD_TASK, FakeSite.SALES_APP);
    }

    StoredEvent stored(Event event) {
        return new StoredEvent(event, time.instant(), 0);
    }

    /** Virtual time also passes while calls wait for their answers: for a repository that does not answer. */
    Given unanswered() {
        passesWhileCallsAreOpen = true;
        return this;
    }

    /** Virtual time passes again only while nothing but time is waited for. */
    Given answered() {
        passesWhileCallsAreOpen = false;
        return this;
    }

    /** One round; virtual time runs as long as it takes. */
    Enrichment round(StoredEvent stored) {
        CompletableFuture<Enrichment> enrichment = enricher.enrich(stored).toCompletableFuture();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    if (!enrichment.isDone() && timePasses()) {
                        time.advance(STEP);
                    }
                    return enrichment.isDone();
                });
        return enrichment.join();
    }

    /** Rounds until the event goes on, waiting in between as the journal would. */
    EventContext completed(StoredEvent first) {
        StoredEvent stored = first;
        for (Enrichment found = round(stored); ; found = round(stored)) {
            if (found instanceof Enrichment.Complete complete) {
                return complete.context();
            }
            waitUntil(((Enrichment.Later) found).at());
            stored = new StoredEvent(stored.event(), stored.receivedAt(), stored.attempts() + 1);
        }
    }

    private void waitUntil(Instant at) {
        while (time.instant().isBefore(at)) {
            if (!timePasses()) {
                await().pollInterval(Duration.ofMillis(1)).until(this::timePasses);
            }
            Instant step = time.instant().plus(STEP.multipliedBy(10));
            time.moveTo(step.isBefore(at) ? step : at, () -> {});
        }
    }

    private boolean timePasses() {
        return passesWhileCallsAreOpen
                || meters.get("footman.qlik.sense.calls.open").gauge().value() == 0;
    }

    EventContext completed(Event event) {
        return completed(stored(event));
    }

    @Override
    public void close() {
        client.ifPresent(RepositoryClient::close);
        qrs.close();
    }
}
