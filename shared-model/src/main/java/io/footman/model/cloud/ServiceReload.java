package io.footman.model.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A reload request's final outcome, told by the reload service: {@code com.qlik.v1.reload.finished} (Qlik webhooks §5.3). */
public record ServiceReload(
        QlikCloudEvent event,
        ReloadOutcome outcome,
        String appId,
        Optional<String> reloadId,
        Optional<String> errorCode,
        Optional<String> errorMessage)
        implements AppReload {

    static ServiceReload read(QlikCloudEvent event) {
        return new ServiceReload(
                event,
                outcome(event),
                DataText.of(event, "appId")
                        .or(event::topLevelResourceId)
                        .orElseThrow(() -> new MalformedEventException(
                                "data.appId", "is missing", "A reload event carries the app id there")),
                DataText.of(event, "id"),
                DataText.of(event, "errorCode"),
                DataText.of(event, "errorMessage"));
    }

    /** The reload service does not tell the app's name. */
    @Override
    public Optional<String> appName() {
        return Optional.empty();
    }

    private static ReloadOutcome outcome(QlikCloudEvent event) {
        return switch (DataText.of(event, "status").orElse("")) {
            case "SUCCEEDED" -> ReloadOutcome.SUCCEEDED;
            case "FAILED", "EXCEEDED_LIMIT" -> ReloadOutcome.FAILED;
            case "CANCELED" -> ReloadOutcome.CANCELED;
            // The status is optional and may get new words; this flag is required in Qlik's schema.
            default -> succeeded(event.data().path("succeeded"));
        };
    }

    private static ReloadOutcome succeeded(JsonNode flag) {
        if (!flag.isBoolean()) {
            throw new MalformedEventException(
                    "data.succeeded", "is missing and data.status is unknown", "Send at least one of them");
        }
        return flag.booleanValue() ? ReloadOutcome.SUCCEEDED : ReloadOutcome.FAILED;
    }
}
