package io.footman.agent.corridor;

import static org.awaitility.Awaitility.await;

import io.footman.agent.deliver.DeliverySettings;
import io.footman.agent.deliver.Lanes;
import io.footman.agent.deliver.RetryPolicy;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.SendResult;
import io.footman.agent.enrich.EnrichMetrics;
import io.footman.agent.enrich.EnrichStage;
import io.footman.agent.enrich.Enricher;
import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.journal.sql.JournalSettings;
import io.footman.agent.journal.sql.SqlJournal;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import io.footman.agent.model.Traits;
import io.footman.agent.route.Router;
import io.footman.agent.route.RulesReader;
import io.footman.agent.time.Alarms;
import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.SettingsFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The corridor from the journal on, with a real journal file, scripted destinations and a clock that the test moves. Every
 * attempt to send becomes a line of the story: {@code "1s ops-slack reload-1 server-error"}; a message that arrives has
 * no reason but its notes.
 */
final class Timeline implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(30);

    static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final Path folder;
    private final String rules;
    private final Map<String, ScriptedDestination> destinations = new LinkedHashMap<>();
    private final List<String> story = new ArrayList<>();
    private final List<EventKind> kinds = new ArrayList<>();
    /** Ids of the events that wait for another look. */
    private final Set<String> inWait = ConcurrentHashMap.newKeySet();

    private Function<StoredEvent, Enrichment> lookUps = stored -> found(stored, Traits.NONE);
    private Rooms rooms;

    /** @param rules the YAML below {@code rules:}, one rule in each line, without a name they are rule-1, rule-2, … */
    Timeline(Path folder, String rules, ScriptedDestination... scripted) {
        this.folder = folder;
        this.rules = rules;
        for (ScriptedDestination destination : scripted) {
            destination.logTo((alert, result) -> note(destination, alert, result));
            destinations.put(destination.name, destination);
        }
        this.rooms = new Rooms();
    }

    /** An app reload failed, now. The occurrence has the id's name; the app is the same for all. */
    Timeline reloadFailed(String id) {
        return publish(event(id, id, EventKind.APP_RELOAD_FAILED, "app-1"));
    }

    Timeline publish(Event... events) {
        rooms.journal.append(List.of(events)).toCompletableFuture().join();
        settle();
        return this;
    }

    static Event event(String id, String occurrence, EventKind kind, String app) {
        return new Event(
                id,
                occurrence,
                kind,
                START,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, app, Optional.of("Sales")),
                Map.of("appId", app));
    }

    /** What look-ups find from now on. */
    Timeline lookUpsFind(Traits traits) {
        return lookUps(stored -> found(stored, traits));
    }

    /** How look-ups end from now on. */
    Timeline lookUps(Function<StoredEvent, Enrichment> answer) {
        this.lookUps = answer;
        return this;
    }

    static Enrichment found(StoredEvent stored, Traits traits) {
        Event event = stored.event();
        return new Enrichment.Complete(new EventContext(event, event.facts(), traits, Optional.empty(), List.of()));
    }

    Timeline pass(Duration duration) {
        time.moveTo(time.instant().plus(duration), this::settle);
        return this;
    }

    /** Ends the agent as SIGTERM does and starts another on the same journal. */
    Timeline restart() {
        rooms.close();
        rooms = new Rooms();
        settle();
        return this;
    }

    /** As {@link #restart}, with one destination gone from the configuration. */
    Timeline restartWithout(String destination) {
        rooms.close();
        destinations.remove(destination);
        rooms = new Rooms();
        settle();
        return this;
    }

    Timeline replay(String deliveryKey) {
        rooms.journal.replay(deliveryKey).toCompletableFuture().join();
        settle();
        return this;
    }

    List<String> story() {
        synchronized (story) {
            return List.copyOf(story);
        }
    }

    /** The kinds of the events told, message by message. */
    List<EventKind> kindsTold() {
        synchronized (story) {
            return List.copyOf(kinds);
        }
    }

    Instant now() {
        return time.instant();
    }

    Journal journal() {
        return rooms.journal;
    }

    double count(String counter, String... tags) {
        var found = rooms.registry.find(counter).tags(tags).counter();
        return found == null ? 0 : found.count();
    }

    private void note(ScriptedDestination destination, Alert alert, SendResult result) {
        Duration since = Duration.between(START, time.instant());
        String when = since.toMillis() % 1000 == 0 ? since.toSeconds() + "s" : since.toMillis() + "ms";
        String ending = result.fold(
                delivered -> String.join(
                        "", alert.notes().stream().map(note -> " | " + note).toList()),
                retryable -> " " + retryable.reason().label(),
                permanent -> " " + permanent.reason().label());
        String recipient = alert.recipient().isEmpty() ? "" : " to " + alert.recipient();
        synchronized (story) {
            story.add(when + " " + destination.name + recipient + " "
                    + alert.context().event().id() + ending);
            kinds.add(alert.context().event().kind());
        }
    }

    /** Waits in real time until nothing more can happen at this virtual time. */
    private void settle() {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(rooms::atRest);
    }

    @Override
    public void close() {
        destinations.values().forEach(ScriptedDestination::release);
        rooms.close();
    }

    /** One life of the agent. */
    private final class Rooms {
        private final MeterRegistry registry = new SimpleMeterRegistry();
        private final Journal journal =
                SqlJournal.open(new JournalSettings.File(folder.resolve("footman.db")), time, registry);
        private final EnrichStage enrich;
        private final Lanes lanes;
        private Alarms.Alarm nextRound = () -> {};

        Rooms() {
            Router router = new Router(
                    RulesReader.read(
                            SettingsFile.parse("footman:\n  rules:\n" + rules.indent(4), "test", Map.of(), folder)
                                    .root(),
                            destinations.keySet()),
                    destinations.values().stream()
                            .map(ScriptedDestination::configured)
                            .toList());
            RandomGenerator half = () -> 1L << 62 << 1;
            this.lanes = new Lanes(
                    destinations.values().stream()
                            .map(ScriptedDestination::configured)
                            .toList(),
                    journal,
                    new RetryPolicy(
                            new DeliverySettings(Duration.ofDays(3), Duration.ofSeconds(2), Duration.ofMinutes(15)),
                            time,
                            half,
                            router::fallbacks),
                    time,
                    time,
                    registry);
            this.enrich = new EnrichStage(
                    journal,
                    List.of(new ScriptedLookUps()),
                    router::route,
                    time,
                    time,
                    new EnrichMetrics(registry, time));
            journal.listen(new Journal.Listener() {
                @Override
                public void eventsWaiting() {
                    enrich.wake();
                }

                @Override
                public void deliveriesDue(String destination) {
                    lanes.wake(destination);
                }
            });
            round();
        }

        /** As the corridor does in rounds: events that wait in the journal over a restart have nobody else to wake them. */
        private void round() {
            enrich.wake();
            lanes.wakeAll();
            if (!inWait.isEmpty()) {
                nextRound = time.at(time.instant().plus(ROUND), this::round);
            }
        }

        boolean atRest() {
            return enrich.isResting()
                    && journal.backlog().events() == inWait.size()
                    && journal.waitingDestinations().stream().allMatch(this::atRest)
                    && destinations.keySet().stream().allMatch(this::hangsOrRests);
        }

        private boolean atRest(String destination) {
            boolean due = journal.nextDue(destination)
                    .filter(time -> !time.isAfter(Timeline.this.time.instant()))
                    .isPresent();
            boolean paused = registry.get("footman.lane.paused")
                            .tag("destination", destination)
                            .gauge()
                            .value()
                    > 0;
            return hangsOrRests(destination) && (!due || paused || waitsByDesign(destination));
        }

        /** A lane that hangs or keeps to a pace leaves in the journal what is due. */
        private boolean waitsByDesign(String destination) {
            ScriptedDestination scripted = destinations.get(destination);
            return scripted != null
                    && (scripted.isHanging() || scripted.limits().ratePerSecond() > 0);
        }

        private boolean hangsOrRests(String destination) {
            ScriptedDestination scripted = destinations.get(destination);
            return lanes.isResting(destination) || scripted != null && scripted.isHanging();
        }

        void close() {
            nextRound.cancel();
            enrich.stop();
            try {
                lanes.stop(Duration.ZERO);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            journal.close();
        }
    }

    private final class ScriptedLookUps implements Enricher {
        @Override
        public boolean handles(Event event) {
            return true;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(30);
        }

        @Override
        public CompletionStage<Enrichment> enrich(StoredEvent stored) {
            Enrichment found = lookUps.apply(stored);
            String id = stored.event().id();
            found.fold(complete -> inWait.remove(id), later -> inWait.add(id));
            return CompletableFuture.completedFuture(found);
        }
    }
}
