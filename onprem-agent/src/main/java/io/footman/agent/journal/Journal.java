package io.footman.agent.journal;

import io.footman.agent.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The store behind all rooms. Whatever a completed stage promised survives a kill at any instruction.
 *
 * <p>A stage that completes with {@link JournalUnavailableException} (disk full, database gone) has stored nothing; the
 * caller must not acknowledge. Calls that return directly are short reads or claims and may be made from worker threads
 * only; they throw the same exception.
 */
public interface Journal extends AutoCloseable {

    // ---- intake

    /** Stores events in one transaction and completes once they are durable; receipts are in the order of the events. */
    CompletionStage<List<Receipt>> append(List<Event> events);

    // ---- enrich and route

    /** Events that wait to be enriched, oldest first. They are leased: unsettled ones come back when the lease ends. */
    List<StoredEvent> claimEvents(int most, Duration lease);

    /**
     * Marks an event routed and stores its context and decisions, all in one transaction. A delivery whose key exists
     * already is stored as suppressed ({@code already-told}) instead.
     */
    CompletionStage<Void> routed(Routing routing);

    /** Lets an event wait, because its look-ups should be tried again later. */
    CompletionStage<Void> postpone(String eventId, Instant until, String why);

    // ---- deliver

    /**
     * Deliveries of a destination that are due, oldest first, leased. Rate limits apply here: of the deliveries with one
     * rate key at most one is on its way at a time, and one that falls into the window after a success is stored as
     * suppressed and counted instead of returned.
     */
    List<DueDelivery> claimDeliveries(String destination, int most, Duration lease);

    /** Stores how an attempt ended. */
    CompletionStage<Void> settle(Settlement settlement);

    /** When the next delivery of a destination falls due, if one is waiting; for the lane's timer. */
    Optional<Instant> nextDue(String destination);

    /** The names of all destinations that deliveries are waiting for, configured or not. */
    List<String> waitingDestinations();

    /** Calls back, after the commit and from the journal's thread, when there is new work; must return at once. */
    void listen(Listener listener);

    // ---- operation

    /** How much is waiting, for readiness, metrics and the console. */
    Backlog backlog();

    /** Deliveries that were given up and events that cannot be read, newest first. */
    List<DeadLetter> deadLetters(int most);

    /** What has become of an event until now; empty when none with this id was stored, or when it is long gone. */
    Optional<EventProgress> progress(String eventId);

    /** An event as it came in; empty when none with this id was stored, or when its history is gone. */
    Optional<Event> event(String eventId);

    /** Makes a dead letter due again, as if it were new. Completes with false when there is no such dead letter. */
    CompletionStage<Boolean> replay(String letterKey);

    /** Removes settled history older than {@code age}, and the oldest beyond {@code bytes}; what is still due stays. */
    CompletionStage<Integer> prune(Duration age, long bytes);

    /** Empty when the last write succeeded, else why writes fail now: readiness follows it. */
    Optional<String> trouble();

    @Override
    void close();

    /** Told about new work. */
    interface Listener {
        void eventsWaiting();

        void deliveriesDue(String destination);
    }

    /** Whether an appended event was new. */
    enum Receipt {
        STORED,
        DUPLICATE
    }
}
