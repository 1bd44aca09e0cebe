package io.footman.agent.destination;

import io.footman.agent.model.EventContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message to be sent to one recipient, as a lane hands it to its destination.
 *
 * @param key the same for every attempt of this message, over restarts too: goes out as idempotency key or Message-ID
 * @param recipient address within the destination; empty where the destination has only one
 * @param context the event and what is known about it
 * @param heldBack how many messages the rate limit held back since the last one; to be told
 * @param note why this message comes here although it was meant for another destination, if so
 */
public record Alert(String key, String recipient, EventContext context, int heldBack, Optional<String> note) {

    /** What a reader must know beside the event itself: one sentence each, ready to be shown. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        note.ifPresent(notes::add);
        if (heldBack > 0) {
            notes.add(
                    heldBack == 1
                            ? "1 earlier message like this was held back by the rate limit."
                            : heldBack + " earlier messages like this were held back by the rate limit.");
        }
        notes.addAll(context.gaps());
        return List.copyOf(notes);
    }
}
