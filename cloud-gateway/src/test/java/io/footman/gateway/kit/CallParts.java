package io.footman.gateway.kit;

import java.util.Map;

/** The parts of a {@link Call} for drivers outside of this package. */
public record CallParts(String method, String path, Map<String, String> headers, byte[] body, boolean declareLength) {
    public static CallParts of(Call call) {
        return new CallParts(call.method, call.path, call.headers, call.body, call.declareLength);
    }
}
