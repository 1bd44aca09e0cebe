package io.footman.gateway.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Accepts JSON in UTF-8, plain or as CloudEvents, with any further parameters (Qlik webhooks §2). */
final class ContentType {
    private static final String JSON = "application/json";
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final int LONGEST = 256;

    private ContentType() {}

    /** @throws Refusal when it is anything else */
    static String checked(@Nullable String header) {
        if (header == null) {
            throw new Refusal(Outcome.CONTENT_TYPE, "content type is missing");
        }
        String value = header.strip();
        if (value.equals(JSON)) {
            return value;
        }
        String[] parts = value.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        if (value.length() > LONGEST || !isPrintable(value) || !(type.equals(JSON) || type.equals(CLOUD_EVENT))) {
            throw new Refusal(Outcome.CONTENT_TYPE, "content type is not JSON");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new Refusal(Outcome.CONTENT_TYPE, "charset is not UTF-8");
            }
        }
        return value;
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
