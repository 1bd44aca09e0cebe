package io.footman.agent.journal;

import io.footman.agent.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The reloads that callers asked for, in the journal's database. Each is looked after by the agent that runs it, as long as
 * it renews its lease; one that nobody looks after any longer can be ended by any agent, once. What is over is kept as long
 * as the journal keeps its history.
 *
 * <p>Stages fail, and calls throw, with {@link JournalUnavailableException} when the database cannot be used.
 */
public interface AppReloads {
    /** Stores a new reload, looked after by this agent for so long. */
    CompletionStage<Void> add(AppReload reload, Duration lease);

    /** Stores state and progress and renews the lease; false when another agent has ended the reload meanwhile. */
    CompletionStage<Boolean> renew(AppReload reload, Duration lease);

    /** Stores the end of a reload of this agent and, in the same transaction, what it made happen; false as above. */
    CompletionStage<Boolean> end(AppReload ended, List<Event> news);

    /** Empty when there is none, or none any more. */
    Optional<AppReload> find(String id);

    /** Reloads that are not over and that nobody looks after any longer. */
    List<Orphan> orphans();

    /** As {@link #end}; false when somebody looks after it again, or has ended it. */
    CompletionStage<Boolean> end(Orphan orphan, AppReload ended, List<Event> news);

    /**
     * A reload without an agent.
     *
     * @param owner the agent that looked after it last
     * @param leaseEnd until when
     */
    record Orphan(AppReload reload, String owner, long leaseEnd) {}
}
