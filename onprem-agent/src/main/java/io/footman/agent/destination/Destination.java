package io.footman.agent.destination;

import io.footman.agent.model.EventContext;

/** A configured place that alerts go to, such as {@code ops-slack}. Used by several threads of its lane at once. */
public interface Destination extends AutoCloseable {

    /** What the lane must keep to. */
    Limits limits();

    /** Who gets a message about this event; decided once, while routing. */
    default Recipients recipients(EventContext context) {
        return Recipients.DESTINATION;
    }

    /**
     * Renders and sends one message, bounded in time by the destination's own timeout. Tries once; never throws for what
     * the other side or the network does.
     */
    SendResult send(Alert alert);

    @Override
    default void close() {}
}
