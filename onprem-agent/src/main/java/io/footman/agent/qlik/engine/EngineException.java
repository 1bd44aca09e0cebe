package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A call to the engine failed. The message completes a sentence that starts with "because", and holds no secret. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Qlik's {@code LOCERR_GENERIC_ABORTED}: the engine gave way to another call; the same call may succeed at once. */
    static final int ABORTED = 15;

    /** JSON-RPC 2.0 §5.1. */
    static final int METHOD_NOT_FOUND = -32601;

    /** Qlik's {@code LOCERR_GENERIC_ACCESS_DENIED}. */
    private static final int ACCESS_DENIED = 5;

    private static final int LONGEST = 500;

    private final FailureReason reason;
    private final transient Optional<Integer> code;

    EngineException(FailureReason reason, String message) {
        this(reason, Optional.empty(), message);
    }

    private EngineException(FailureReason reason, Optional<Integer> code, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.code = code;
    }

    /** The cause of a failed stage; anything but a failed call is a defect of Footman. */
    public static EngineException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof EngineException known
                ? known
                : new EngineException(
                        FailureReason.INTERNAL,
                        "of a defect in Footman (" + cause.getClass().getSimpleName() + "); see its log");
    }

    /** What the engine answered instead of a result: its own code and words. */
    static EngineException answered(String method, JsonNode error) {
        int code = error.path("code").asInt();
        String text = (error.path("message").asText("") + " "
                        + error.path("parameter").asText(""))
                .strip();
        return new EngineException(
                code == ACCESS_DENIED ? FailureReason.AUTH : FailureReason.CLIENT_ERROR,
                Optional.of(code),
                "the engine refuses " + method + ": "
                        + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + " (code " + code + ")");
    }

    public FailureReason reason() {
        return reason;
    }

    /** The engine's own code, where it answered at all. */
    public Optional<Integer> code() {
        return code;
    }

    boolean hasCode(int wanted) {
        return code.filter(known -> known == wanted).isPresent();
    }
}
