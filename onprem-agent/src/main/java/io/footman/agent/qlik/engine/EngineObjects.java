package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;

/** Reads what calls answer that return an object of the engine. */
final class EngineObjects {
    private EngineObjects() {}

    /** The handle by which the object is called. */
    static int handle(JsonNode result) {
        JsonNode handle = result.path("qReturn").path("qHandle");
        if (!handle.isInt()) {
            throw new EngineException(FailureReason.CLIENT_ERROR, "the engine knows no such object");
        }
        return handle.asInt();
    }
}
