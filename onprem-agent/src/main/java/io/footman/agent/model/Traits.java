package io.footman.agent.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What rules and recipients are decided on, as look-ups found it.
 *
 * @param appTags tag names of the app
 * @param taskTags tag names of the task
 * @param appProperties custom properties of the app: name to values
 * @param taskProperties custom properties of the task: name to values
 * @param owner owner of the app
 * @param space Qlik Cloud space of the app; empty for a personal one
 * @param stream name of the client-managed stream
 * @param unknown what a failed look-up left open: an empty set of tags is then no proof that there are none
 */
public record Traits(
        Set<String> appTags,
        Set<String> taskTags,
        Map<String, List<String>> appProperties,
        Map<String, List<String>> taskProperties,
        Optional<Owner> owner,
        Optional<Space> space,
        Optional<String> stream,
        Set<Trait> unknown) {
    /** Nothing known, nothing missing. */
    public static final Traits NONE = new Traits(
            Set.of(), Set.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public Traits {
        appTags = Set.copyOf(appTags);
        taskTags = Set.copyOf(taskTags);
        appProperties = Map.copyOf(appProperties);
        taskProperties = Map.copyOf(taskProperties);
        unknown = Set.copyOf(unknown);
    }

    /** The same with everything marked unknown that look-ups could have found. */
    public Traits allUnknown() {
        return new Traits(
                appTags, taskTags, appProperties, taskProperties, owner, space, stream, Set.of(Trait.values()));
    }

    /** The traits that a look-up can fail to find. */
    public enum Trait {
        APP_TAGS,
        TASK_TAGS,
        APP_PROPERTIES,
        TASK_PROPERTIES,
        OWNER,
        SPACE,
        STREAM
    }

    /**
     * A Qlik Cloud space.
     *
     * @param id Qlik's id
     * @param name empty when it could not be looked up
     */
    public record Space(String id, Optional<String> name) {}
}
