package io.footman.agent.enrich;

import io.footman.agent.model.EventContext;
import java.time.Instant;
import java.util.function.Function;

/** What a round of look-ups led to. */
public sealed interface Enrichment {

    /** Calls the function for the case at hand; stands in for a pattern switch. */
    <T> T fold(Function<Complete, T> complete, Function<Later, T> later);

    /**
     * The event goes on to the rules.
     *
     * @param context the event, which may be better known than before, and what was found out
     */
    record Complete(EventContext context) implements Enrichment {
        @Override
        public <T> T fold(Function<Complete, T> complete, Function<Later, T> later) {
            return complete.apply(this);
        }
    }

    /**
     * The event waits in the journal, over restarts too, and is looked up again. The enricher decides how often: it knows
     * from {@link io.footman.agent.journal.StoredEvent#receivedAt()} how long the event has waited.
     *
     * @param at when to look again
     * @param why one line for operators: "the repository service cannot be reached"
     */
    record Later(Instant at, String why) implements Enrichment {
        @Override
        public <T> T fold(Function<Complete, T> complete, Function<Later, T> later) {
            return later.apply(this);
        }
    }
}
