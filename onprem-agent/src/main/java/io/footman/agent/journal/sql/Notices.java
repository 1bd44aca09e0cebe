package io.footman.agent.journal.sql;

import io.footman.agent.journal.Journal.Listener;
import java.util.LinkedHashSet;
import java.util.Set;

/** What listeners are to be told once the transaction is committed. */
final class Notices {
    private boolean eventsWaiting;
    private final Set<String> destinations = new LinkedHashSet<>();

    void eventsWaiting() {
        eventsWaiting = true;
    }

    void deliveriesDue(String destination) {
        destinations.add(destination);
    }

    boolean isEmpty() {
        return !eventsWaiting && destinations.isEmpty();
    }

    void tell(Listener listener) {
        if (eventsWaiting) {
            listener.eventsWaiting();
        }
        destinations.forEach(listener::deliveriesDue);
    }
}
