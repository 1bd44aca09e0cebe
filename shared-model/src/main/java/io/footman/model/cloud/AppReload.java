package io.footman.model.cloud;

import java.util.Optional;

/**
 * An app reload that has ended. Qlik Cloud tells it twice when both event types are subscribed; the reload id is the same
 * in both (Qlik webhooks §5.4).
 */
public sealed interface AppReload permits EngineReload, ServiceReload {
    /** The event this was read from. */
    QlikCloudEvent event();

    ReloadOutcome outcome();

    String appId();

    /** Name of the app; only the engine tells it. */
    Optional<String> appName();

    /** Reload id, for the look-up of log and duration. Qlik's schema of the engine's event does not require it. */
    Optional<String> reloadId();

    Optional<String> errorCode();

    Optional<String> errorMessage();

    /**
     * The reload that an event tells of, or empty when it tells of something else.
     *
     * @throws MalformedEventException when it is a reload event without app id or outcome
     */
    static Optional<AppReload> of(QlikCloudEvent event) {
        return switch (EventTypes.canonical(event.type())) {
            case EventTypes.APP_RELOAD_FINISHED -> Optional.of(EngineReload.read(event));
            case EventTypes.RELOAD_FINISHED -> Optional.of(ServiceReload.read(event));
            default -> Optional.empty();
        };
    }
}
