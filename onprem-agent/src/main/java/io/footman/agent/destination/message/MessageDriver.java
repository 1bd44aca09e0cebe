package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import java.util.Set;

/** Makes the destination of one service that load scripts can send messages to. A bean of this type is all it needs. */
public interface MessageDriver {

    /** Names the section below {@code footman.rest}, and the driver in logs. */
    String name();

    /** The kinds of messages that it sends. */
    Set<EventKind> kinds();

    /**
     * Reads the settings. Opens no connection. Mistakes are collected in the section; what is returned is then never used.
     *
     * @param destinationName for logs and metrics
     * @param section {@code footman.rest.<name>}
     * @param root the section {@code footman}
     */
    MessageDestination read(String destinationName, Settings section, Settings root);
}
