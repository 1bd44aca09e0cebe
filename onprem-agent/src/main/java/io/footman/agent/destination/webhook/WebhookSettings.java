package io.footman.agent.destination.webhook;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.FurtherHeaders;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
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
                FurtherHeaders.read(section.section("headers"), Set.of()),
                section.text("content-type", JSON),
                SigningKey.read(section, "signing-secret"),
                ScriptLogSettings.read(section.section("script-log")));
    }
}
