package io.footman.model.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One reload attempt as the engine tells it: {@code com.qlik.v1.app.reload.finished} (Qlik webhooks §5.2). */
public record EngineReload(
        QlikCloudEvent event,
        ReloadOutcome outcome,
        String appId,
        Optional<String> appName,
        Optional<String> reloadId,
        Optional<String> errorMessage)
        implements AppReload {

    static EngineReload read(QlikCloudEvent event) {
        return new EngineReload(
                event,
                outcome(event),
                event.topLevelResourceId()
                        .orElseThrow(() -> new MalformedEventException(
                                "toplevelresourceid", "is missing", "An app event carries the app id there")),
                DataText.of(event, "name"),
                DataText.of(event, "reloadId"),
                firstError(event.data().path("errors").path(0)));
    }

    /** The engine tells no error code. */
    @Override
    public Optional<String> errorCode() {
        return Optional.empty();
    }

    private static ReloadOutcome outcome(QlikCloudEvent event) {
        return switch (DataText.of(event, "status").orElse("")) {
            case "ok" -> ReloadOutcome.SUCCEEDED;
            case "error" -> ReloadOutcome.FAILED;
            default -> throw new MalformedEventException("data.status", "is neither ok nor error", "Send one of them");
        };
    }

    /** Qlik does not specify the items: a text, or an object with a message (Qlik webhooks §5.1). */
    private static Optional<String> firstError(JsonNode error) {
        if (error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        if (error.isTextual()) {
            return Optional.of(error.textValue());
        }
        JsonNode message = error.path("message");
        return Optional.of(message.isTextual() ? message.textValue() : error.toString());
    }
}
