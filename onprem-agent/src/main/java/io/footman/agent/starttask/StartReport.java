package io.footman.agent.starttask;

import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.Guid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a {@link StartOrder}, in its order.
 *
 * @param ids the tasks asked for by id and started
 * @param invalid ids that are none, or that no task has, as they were written
 * @param denied ids of tasks that may not be started, or were not, because another one does not exist
 * @param tags the tasks asked for by tag and started
 * @param deniedTags tags with a task that may not be started, or that nothing has and {@code allow} does not name
 * @param properties the tasks asked for by custom property and started
 * @param deniedProperties as {@code deniedTags}
 * @param failed whatever else was not done
 */
public record StartReport(
        List<Started> ids,
        List<String> invalid,
        List<Guid> denied,
        List<Started> tags,
        List<Denied<String>> deniedTags,
        List<Started> properties,
        List<Denied<CustomProperty>> deniedProperties,
        List<Failure> failed) {
    public StartReport {
        ids = List.copyOf(ids);
        invalid = List.copyOf(invalid);
        denied = List.copyOf(denied);
        tags = List.copyOf(tags);
        deniedTags = List.copyOf(deniedTags);
        properties = List.copyOf(properties);
        deniedProperties = List.copyOf(deniedProperties);
        failed = List.copyOf(failed);
    }

    /**
     * A task whose start the repository has confirmed.
     *
     * @param session to follow it; empty when that was not asked for
     */
    public record Started(Guid task, String name, Optional<Guid> session) {}

    /**
     * A tag or custom property whose tasks were not all started.
     *
     * @param tasks those that {@code footman.start-tasks.allow} does not name
     */
    public record Denied<T>(T wanted, List<Guid> tasks) {
        public Denied {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Something that was asked for and not done.
     *
     * @param what names it in the words of the answer, such as {@code taskId} and {@code taskName}
     * @param reason completes "not started, because"
     * @param outage whether the repository was in trouble, so that trying again may help
     */
    public record Failure(Map<String, String> what, String reason, boolean outage) {
        public Failure {
            what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
        }
    }

    /** Whether nothing could be done, for the only reason that the repository is in trouble. */
    public boolean isOutage() {
        return ids.isEmpty()
                && tags.isEmpty()
                && properties.isEmpty()
                && failed.stream().anyMatch(Failure::outage);
    }
}
