package io.footman.agent.destination;

import io.footman.model.settings.Settings;

/** A driver: makes destinations of one type from their configuration. A bean of this type is all a new driver needs. */
public interface DestinationType {

    /** The value of {@code type} in the configuration, such as {@code slack}. */
    String name();

    /**
     * Reads one destination. Opens no connection. Mistakes are collected in the section; what is returned is then never
     * used. The keys that all destinations share ({@code type}, {@code opt-in-tag}, {@code fallback}, …) are not this
     * method's business.
     *
     * @param destinationName the name that the user chose, for logs
     * @param section {@code footman.destinations.<name>}
     * @param root the section {@code footman}, for what destinations share: {@code mail}, {@code templates}, {@code links}
     */
    Destination read(String destinationName, Settings section, Settings root);
}
