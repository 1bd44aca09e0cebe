package io.footman.agent.destination.webhook;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One destination of type {@code webhook}.
 *
 * @param call address, which may hold a token, and how to call it
 * @param limits what the lane keeps to
 * @param method how data is sent
 * @param headers further headers; values count as secrets
 * @param contentType of a body made by a template
 * @param signingKey signs by Standard Webhooks, if configured
 * @param scriptLog how much of the script log a body template gets
 */
record WebhookSettings(
        CallSettings call,
        Limits limits,
        Method method,
        Map<String, Secret> headers,
        String contentType,
        Optional<SigningKey> signingKey,
        ScriptLogSettings scriptLog) {
    static final String JSON = "application/json";

    /** Set by the HTTP client or by Footman itself. */
    private static final Set<String> TAKEN =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection", "idempotency-key");

    private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String HEADER_VALUE = "[\\x20-\\x7e]*";

    /** HTTP methods on offer. */
    enum Method {
        GET,
        POST,
        PUT
    }

    static WebhookSettings read(Settings section) {
        CallSettings call = CallSettings.read(section, "Give the address to be called");
        Method method = section.choice("method", Method.class, Method.POST);
        if (method == Method.GET && (section.has("template") || section.has("templates"))) {
            section.mistake("method", "is GET, which has no body to be made by a template", "Use POST or PUT");
        }
        return new WebhookSettings(
                call,
                Pace.read(section, call.concurrency()),
                method,
                headers(section.section("headers")),
                section.text("content-type", JSON),
                SigningKey.read(section, "signing-secret"),
                ScriptLogSettings.read(section.section("script-log")));
    }

    private static Map<String, Secret> headers(Settings section) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String name : section.names()) {
            String value = section.text(name, "");
            if (!name.matches(HEADER_NAME) || !value.matches(HEADER_VALUE)) {
                section.mistake(name, "is no valid HTTP header", "Use visible ASCII characters in one line");
            } else if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
                section.mistake(name, "is a header that Footman sets itself", "Remove it; see content-type");
            } else {
                headers.put(name, new Secret(value));
            }
        }
        return headers;
    }
}
