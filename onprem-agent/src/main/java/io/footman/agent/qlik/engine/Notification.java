package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;
import java.util.Optional;

/**
 * What the engine says without being asked. A session begins with {@code OnConnected} and the state {@code SESSION_CREATED}
 * or {@code SESSION_ATTACHED}; other states, and some other notifications, mean that it will answer nothing.
 */
final class Notification {
    private Notification() {}

    /** Why the session is of no use; empty when it is, and for notifications that do not matter. */
    static Optional<EngineException> failure(JsonNode notification) {
        JsonNode parameters = notification.path("params");
        return switch (notification.path("method").asText("")) {
            case "OnConnected" -> refusedState(parameters.path("qSessionState").asText(""));
            case "OnAuthenticationInformation" ->
                parameters.path("mustAuthenticate").asBoolean()
                        ? Optional.of(new EngineException(
                                FailureReason.AUTH,
                                "a proxy answers and wants a login; qlik-sense.engine must lead to the engine itself,"
                                        + " usually port 4747"))
                        : Optional.empty();
            case "OnLicenseAccessDenied",
                    "OnLicenseAccessDeniedPendingUserSync",
                    "OnMaxParallelSessionsExceeded",
                    "OnNoEngineAvailable",
                    "OnRepositoryConnectionError",
                    "OnSessionClosed",
                    "OnSessionLoggedOut",
                    "OnSessionTimedOut" ->
                Optional.of(new EngineException(
                        FailureReason.SERVER_ERROR,
                        "the engine says " + notification.path("method").asText() + ": "
                                + parameters.path("message").asText("no details")));
            default -> Optional.empty();
        };
    }

    private static Optional<EngineException> refusedState(String state) {
        return state.startsWith("SESSION_ERROR") || state.contains("FAILURE") || state.contains("DENIED")
                ? Optional.of(new EngineException(FailureReason.AUTH, "the engine refuses the session: " + state))
                : Optional.empty();
    }
}
