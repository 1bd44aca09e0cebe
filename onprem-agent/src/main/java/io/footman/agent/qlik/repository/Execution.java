package io.footman.agent.qlik.repository;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The last execution of a task (QRS API §4).
 *
 * @param id of this result; the newer route to the script log asks for it
 * @param status what became of it
 * @param node host that executed it; may be empty
 * @param start empty when it never started
 * @param stop empty when it has not ended
 * @param fileReference the older route to the script log asks for it; empty when there is no log
 * @param hasScriptLog whether the repository says that there is a log
 * @param scriptLogSize as the repository tells it; 0 when there is no log
 * @param details by time
 */
public record Execution(
        Optional<Guid> id,
        ExecutionStatus status,
        String node,
        Optional<Instant> start,
        Optional<Instant> stop,
        Duration duration,
        Optional<Guid> fileReference,
        boolean hasScriptLog,
        long scriptLogSize,
        List<Detail> details) {
    public Execution {
        details = List.copyOf(details);
    }

    /**
     * One step of the execution.
     *
     * @param type 0 error, 1 warning, 2 information
     */
    public record Detail(Optional<Instant> created, String message, int type) {}

    static Execution read(Entity result) {
        return new Execution(
                result.id("id"),
                ExecutionStatus.ofNumber(result.number("status").orElse(-1L).intValue()),
                result.textOrEmpty("executingNodeName"),
                result.time("startTime"),
                result.time("stopTime"),
                Duration.ofMillis(result.number("duration").orElse(0L)),
                result.id("fileReferenceID"),
                result.flag("scriptLogAvailable")
                        || result.id("fileReferenceID").isPresent()
                        || result.number("scriptLogSize").orElse(0L) > 0,
                result.number("scriptLogSize").orElse(0L),
                // The repository does not sort them.
                result.objects("details").stream()
                        .map(detail -> new Detail(
                                detail.time("detailCreatedDate"),
                                detail.textOrEmpty("message"),
                                detail.number("detailsType").orElse(2L).intValue()))
                        .sorted(Comparator.comparing(detail -> detail.created().orElse(Instant.MIN)))
                        .toList());
    }
}
