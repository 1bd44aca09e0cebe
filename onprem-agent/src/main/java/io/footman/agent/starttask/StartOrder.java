package io.footman.agent.starttask;

import io.footman.agent.qlik.repository.CustomProperty;
import java.util.List;

/**
 * The tasks that somebody wants to be started, by id, tag and custom property.
 *
 * @param ids as they were written; what is no id is told as such
 * @param allIdsMustExist whether one id that does not exist keeps the tasks of all others from being started
 */
public record StartOrder(
        List<String> ids, boolean allIdsMustExist, List<String> tags, List<CustomProperty> properties) {
    public StartOrder {
        ids = List.copyOf(ids);
        tags = List.copyOf(tags);
        properties = List.copyOf(properties);
    }
}
