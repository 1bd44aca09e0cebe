package io.footman.agent.model;

import java.util.Objects;

/**
 * What kind of thing happened, in the words of rules and documentation. An open list: an event type of Qlik Cloud that
 * Footman gives no name of its own keeps Qlik's, such as {@code com.qlik.app.published}.
 *
 * @param name lower case, words joined by hyphens
 */
public record EventKind(String name) {
    public static final EventKind APP_RELOAD_FAILED = new EventKind("app-reload-failed");
    public static final EventKind APP_RELOAD_SUCCEEDED = new EventKind("app-reload-succeeded");
    public static final EventKind APP_RELOAD_CANCELED = new EventKind("app-reload-canceled");

    public EventKind {
        Objects.requireNonNull(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
