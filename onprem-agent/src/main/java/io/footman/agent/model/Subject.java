package io.footman.agent.model;

import java.util.Optional;

/**
 * What an event is about.
 *
 * @param type app, task, …
 * @param id Qlik's id
 * @param name as the message said, if it did; look-ups may know more
 */
public record Subject(Type type, String id, Optional<String> name) {
    /** The kinds of subjects. */
    public enum Type {
        APP,
        TASK,
        USER,
        SERVICE,
        OTHER
    }
}
