package io.footman.agent.enrich;

import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Looks up what is known about events of one kind of source. */
public interface Enricher {
    /** Whether this enricher knows the event's source. */
    boolean handles(Event event);

    /** An answer that takes longer is not waited for; longer than what the enricher needs at most. */
    Duration patience();

    /**
     * Looks everything up, once for all destinations. Never completes exceptionally: what could not be found is told in the
     * context's gaps, or the event waits in the journal for another look.
     */
    CompletionStage<Enrichment> enrich(StoredEvent stored);
}
