package io.footman.agent.deliver;

import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Routing.NewDelivery;
import java.util.List;

/** Who is told when a destination gives a delivery up. */
@FunctionalInterface
public interface Fallbacks {
    /**
     * The messages to the fallback destination; none when there is no such.
     *
     * @param why the reason in a few words, shown in the message
     */
    List<NewDelivery> of(DueDelivery dead, String why);
}
