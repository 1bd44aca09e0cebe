package io.footman.gateway.webhook;

import io.footman.gateway.settings.HeaderPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** Checks the headers that the way to the gateway must have added, and those that were agreed with the sender. */
final class RequiredHeaders {
    private final HeaderPolicy policy;
    private final List<Agreed> agreed;

    /** The value is compared as a secret: in constant time. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    private record Agreed(String name, byte[] value) {}

    RequiredHeaders(HeaderPolicy policy, Map<String, String> values) {
        this.policy = policy;
        this.agreed = values.entrySet().stream()
                .map(entry -> new Agreed(entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    void check(RawRequest request) {
        if (policy != HeaderPolicy.DIRECT && !"https".equalsIgnoreCase(required(request, "x-forwarded-proto"))) {
            throw new Refusal(Outcome.HEADER_VALUE, "x-forwarded-proto is not https");
        }
        if (policy == HeaderPolicy.AZURE) {
            required(request, "client-ip");
            if (!isTls12OrLater(required(request, "x-forwarded-tlsversion"))) {
                throw new Refusal(Outcome.HEADER_VALUE, "x-forwarded-tlsversion is below 1.2");
            }
        }
        for (Agreed header : agreed) {
            byte[] value = required(request, header.name()).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(value, header.value())) {
                throw new Refusal(Outcome.HEADER_VALUE, "header " + header.name() + " has another value");
            }
        }
    }

    private static String required(RawRequest request, String name) {
        String value = request.header(name);
        if (value == null || value.isBlank()) {
            throw new Refusal(Outcome.MISSING_HEADER, "header " + name + " is missing");
        }
        return value.strip();
    }

    private static boolean isTls12OrLater(String version) {
        return version.equals("1.2") || version.equals("1.3");
    }
}
