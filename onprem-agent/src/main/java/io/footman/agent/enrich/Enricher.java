package io.footman.agent.enrich;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import java.util.concurrent.CompletionStage;

/** Looks up what is known about events of one kind of source. */
public interface Enricher {
    /** Whether this enricher knows the event's source. */
    boolean handles(Event event);

    /**
     * Looks everything up, once for all destinations. Completes before the configured deadline and never exceptionally:
     * what could not be found is told in {@link EventContext#gaps()}.
     */
    CompletionStage<EventContext> enrich(Event event);
}
