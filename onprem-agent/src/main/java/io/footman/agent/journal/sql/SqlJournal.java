package io.footman.agent.journal.sql;

import io.footman.agent.journal.Backlog;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.model.settings.InvalidSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in SQLite or PostgreSQL. All changes, claims included, go through {@link GroupCommit}; JSON is written and
 * read on the callers' threads.
 *
 * <p>A write that cannot be stored for a reason of its own fails alone with {@link IllegalArgumentException}.
 */
public final class SqlJournal implements Journal {
    /** How much may wait in memory for the disk. */
    private static final long MOST_WAITING_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);

    private final Database database;
    private final Clock clock;
    private final MeterRegistry registry;
    private final GroupCommit writer;
    private final Events events;
    private final Deliveries deliveries;
    private final DeliveryClaims claims;
    private final History history;
    private final StoredJson json = new StoredJson();
    private final RecentContexts contexts = new RecentContexts(json);

    private SqlJournal(Database database, Clock clock, MeterRegistry registry) {
        Order order = new Order(clock);
        Dialect dialect = database.dialect();
        RateLimits limits = new RateLimits(dialect);
        this.database = database;
        this.clock = clock;
        this.registry = registry;
        this.writer = new GroupCommit(database, registry, MOST_WAITING_BYTES);
        this.deliveries = new Deliveries(order, limits);
        this.events = new Events(dialect, order, deliveries);
        this.claims = new DeliveryClaims(dialect, limits);
        this.history = new History(dialect);
    }

    /**
     * Opens the journal, creating or updating it where needed. In a file, whatever was claimed before the last end is free
     * again at once; in a shared database the leases of a dead agent run out.
     *
     * @throws InvalidSettingsException when it cannot be used: unreachable, damaged, in use, of a newer release
     */
    public static SqlJournal open(JournalSettings.Store store, Clock clock, MeterRegistry registry) {
        return open(Database.open(store), clock, registry);
    }

    static SqlJournal open(Database database, Clock clock, MeterRegistry registry) {
        SqlJournal journal = new SqlJournal(database, clock, registry);
        journal.start();
        return journal;
    }

    private void start() {
        writer.start();
        if (database.dialect() == Dialect.SQLITE) {
            freeLeases();
        }
    }

    private void freeLeases() {
        try {
            int freed = writer.call((sql, notices) -> Events.freeLeases(sql) + Deliveries.freeLeases(sql));
            LOG.info("event=journal-opened leasesFreed={}", freed);
        } catch (JournalUnavailableException e) {
            // A full disk is no reason to stay away: the leases run out, and what is due can be sent once there is
            // space.
            LOG.warn("event=journal-opened leasesFreed=none reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public CompletionStage<List<Receipt>> append(List<Event> received) {
        List<Events.Parcel> parcels;
        try {
            parcels = parcels(received);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        long bytes =
                parcels.stream().mapToLong(parcel -> parcel.body().length()).sum();
        return writer.submit(bytes, (sql, notices) -> events.append(sql, notices, parcels, clock.millis()));
    }

    @Override
    public List<StoredEvent> claimEvents(int most, Duration lease) {
        List<Events.Row> rows = writer.call((sql, notices) -> {
            long now = clock.millis();
            return events.claim(sql, most, now, now + lease.toMillis());
        });
        List<StoredEvent> claimed = new ArrayList<>(rows.size());
        for (Events.Row row : rows) {
            try {
                claimed.add(new StoredEvent(json.readEvent(row.body()), row.receivedAt(), row.attempts()));
            } catch (StoredJson.UnreadableException e) {
                unreadable("event", row.id(), e);
                writer.call((sql, notices) -> {
                    events.giveUp(sql, row.id(), String.valueOf(e.getMessage()));
                    return true;
                });
            }
        }
        return List.copyOf(claimed);
    }

    @Override
    public CompletionStage<Void> routed(Routing routing) {
        StoredJson.Packed context;
        try {
            context = json.pack(routing.context());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return done(writer.submit(context.size(), (sql, notices) -> {
            events.routed(sql, notices, routing, context, clock.millis());
            return true;
        }));
    }

    @Override
    public CompletionStage<Void> postpone(String eventId, Instant until, String why) {
        return done(writer.submit(why.length(), (sql, notices) -> {
            events.postpone(sql, Keys.bounded(eventId), until, why);
            return true;
        }));
    }

    @Override
    public List<DueDelivery> claimDeliveries(String destination, int most, Duration lease) {
        List<DeliveryClaims.Claimed> claimed = writer.call((sql, notices) -> {
            long now = clock.millis();
            return claims.claim(sql, destination, most, now, now + lease.toMillis());
        });
        List<DueDelivery> due = new ArrayList<>(claimed.size());
        for (DeliveryClaims.Claimed claim : claimed) {
            try {
                due.add(due(destination, claim));
            } catch (StoredJson.UnreadableException e) {
                String key = claim.row().key();
                unreadable("delivery", key, e);
                writer.call((sql, notices) -> {
                    deliveries.giveUp(sql, key, String.valueOf(e.getMessage()), clock.millis());
                    return true;
                });
            }
        }
        return List.copyOf(due);
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        List<Events.Parcel> news;
        try {
            news = parcels(settlement.news());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return done(writer.submit(0, (sql, notices) -> {
            deliveries.settle(sql, notices, settlement, clock.millis());
            return news.isEmpty()
                    || !events.append(sql, notices, news, clock.millis()).isEmpty();
        }));
    }

    @Override
    public Optional<Instant> nextDue(String destination) {
        return database.read(sql -> Overview.nextDue(sql, destination, clock.millis()));
    }

    @Override
    public List<String> waitingDestinations() {
        return database.read(Overview::waitingDestinations);
    }

    @Override
    public void listen(Listener listener) {
        writer.listen(listener);
    }

    @Override
    public Backlog backlog() {
        return database.read(Overview::backlog);
    }

    @Override
    public List<DeadLetter> deadLetters(int most) {
        return database.read(sql -> Overview.deadLetters(sql, most));
    }

    @Override
    public Optional<EventProgress> progress(String eventId) {
        return database.read(sql -> Progress.of(sql, Keys.bounded(eventId)));
    }

    @Override
    public Optional<Event> event(String eventId) {
        return database.read(sql -> Progress.body(sql, Keys.bounded(eventId))).map(json::readEvent);
    }

    @Override
    public CompletionStage<Boolean> replay(String letterKey) {
        String key = Keys.bounded(letterKey);
        return writer.submit(0, (sql, notices) -> {
            long now = clock.millis();
            return deliveries.replay(sql, notices, key, now) || events.replay(sql, notices, key, now);
        });
    }

    @Override
    public CompletionStage<Integer> prune(Duration age, long bytes) {
        try {
            long used = database.read(database.dialect()::usedBytes);
            return prune(age, bytes, History.Progress.start(used));
        } catch (JournalUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }

    /** What the other stores in this database are read from. */
    Database database() {
        return database;
    }

    /** The one writer of this database, for the other stores in it. */
    GroupCommit writer() {
        return writer;
    }

    /** For the other stores: events that come with one of their changes. */
    void append(Statements sql, Notices notices, List<Events.Parcel> parcels) throws SQLException {
        events.append(sql, notices, parcels, clock.millis());
    }

    private CompletionStage<Integer> prune(Duration age, long bytes, History.Progress before) {
        return writer.submit(0, (sql, notices) -> history.step(sql, age, bytes, before, clock.millis()))
                .thenCompose(progress -> progress.done()
                        ? CompletableFuture.completedFuture(progress.removed())
                        : prune(age, bytes, progress));
    }

    private DueDelivery due(String destination, DeliveryClaims.Claimed claim) {
        DeliveryClaims.Row row = claim.row();
        if (claim.body() == null) {
            throw new StoredJson.UnreadableException("The stored event is missing", null);
        }
        EventContext context = contexts.read(claim.body(), claim.context());
        return new DueDelivery(
                row.key(),
                row.rule(),
                destination,
                row.recipient(),
                context,
                row.createdAt(),
                row.attempts(),
                claim.heldBack(),
                Optional.ofNullable(row.note()));
    }

    private void unreadable(String what, String key, RuntimeException cause) {
        registry.counter("footman.journal.unreadable", "what", what).increment();
        LOG.error("event=journal-row-unreadable what={} key={} reason=\"{}\"", what, key, cause.getMessage());
    }

    List<Events.Parcel> parcels(List<Event> received) {
        return received.stream()
                .map(event -> new Events.Parcel(Keys.bounded(event.id()), json.write(event)))
                .toList();
    }

    private static CompletionStage<Void> done(CompletionStage<?> stage) {
        return stage.thenAccept(ignored -> {});
    }
}
