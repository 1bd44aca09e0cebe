package io.footman.agent.model;

/**
 * Where an event comes from.
 *
 * @param platform the kind of Qlik installation
 * @param name the configured name of the tenant or site, such as {@code acme}; who called, for a load script
 */
public record EventSource(Platform platform, String name) {
    /** The kinds of Qlik installations, and what runs inside of them. */
    public enum Platform {
        QLIK_CLOUD,
        QLIK_SENSE,
        /** A load script, or another caller of the REST API: nothing is looked up about what it says. */
        LOAD_SCRIPT
    }
}
