package io.footman.agent.schedule;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleRun.Result;
import io.footman.agent.journal.ScheduleStore;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.starttask.ScheduleOrigin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Notes in the history of a schedule what became of its starts. */
final class HistoryDestination implements Destination {
    /** What leads here, and what it means. */
    static final Map<EventKind, Result> RESULTS = Map.of(
            EventKind.TASK_START_ACCEPTED, Result.STARTED,
            EventKind.TASK_START_REFUSED, Result.REFUSED,
            EventKind.TASK_START_FAILED, Result.FAILED);

    private final Supplier<? extends ScheduleStore> store;

    HistoryDestination(Supplier<? extends ScheduleStore> store) {
        this.store = store;
    }

    @Override
    public Limits limits() {
        return new Limits(1, 0);
    }

    @Override
    public Recipients recipients(EventContext context) {
        return ScheduleOrigin.of(context.event())
                .map(origin -> new Recipients(List.of(origin.scheduleId()), ""))
                .orElseGet(() -> new Recipients(List.of(), "The start was not asked for by a schedule"));
    }

    @Override
    public SendResult send(Alert alert) {
        Event event = alert.context().event();
        Optional<ScheduleOrigin> origin = ScheduleOrigin.of(event);
        if (origin.isEmpty()) {
            return new SendResult.Permanent(FailureReason.INTERNAL, "The start was not asked for by a schedule");
        }
        try {
            store.get()
                    .settle(new ScheduleRun(
                            origin.get().scheduleId(),
                            origin.get().due(),
                            event.time(),
                            RESULTS.getOrDefault(event.kind(), Result.FAILED),
                            event.subject().name(),
                            event.facts().get("reason") instanceof String reason ? reason : ""));
            return new SendResult.Delivered("Noted in the history of the schedule");
        } catch (JournalUnavailableException e) {
            return new SendResult.Retryable(FailureReason.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }
}
