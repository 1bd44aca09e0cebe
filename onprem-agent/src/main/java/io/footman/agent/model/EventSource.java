package io.footman.agent.model;

/**
 * Where an event comes from.
 *
 * @param platform the kind of Qlik installation
 * @param name the configured name of the tenant or site, such as {@code acme}
 */
public record EventSource(Platform platform, String name) {
    /** The kinds of Qlik installations. */
    public enum Platform {
        QLIK_CLOUD,
        QLIK_SENSE
    }
}
