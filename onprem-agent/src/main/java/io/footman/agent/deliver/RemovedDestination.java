package io.footman.agent.deliver;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.FailureReason;

/** Stands for a destination that deliveries still wait for but that is gone from the configuration. */
final class RemovedDestination implements Destination {
    @Override
    public Limits limits() {
        return new Limits(1, 0);
    }

    @Override
    public SendResult send(Alert alert) {
        return new SendResult.Permanent(
                FailureReason.UNKNOWN_DESTINATION,
                "The destination is no longer in the configuration; add it again and replay, or leave it");
    }
}
