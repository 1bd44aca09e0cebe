package io.footman.agent.destination.webhook;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.webhook.WebhookSettings.Method;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.http.OutgoingRequest.Body;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calls one address with what is known about an event. */
final class WebhookDestination implements Destination {
    private static final String JSON_UTF8 = "application/json; charset=utf-8";

    private final WebhookSettings settings;
    private final Composer<WebhookMessage> composer;
    private final OutgoingClient client;
    private final Clock clock;

    WebhookDestination(
            WebhookSettings settings, Composer<WebhookMessage> composer, OutgoingClient client, Clock clock) {
        this.settings = settings;
        this.composer = composer;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public SendResult send(Alert alert) {
        Composed<WebhookMessage> composed = composer.compose(alert);
        composer.report(alert, composed.problem());
        Optional<Body> body =
                settings.method() == Method.GET ? Optional.empty() : Optional.of(body(composed.message()));
        URI address = settings.method() == Method.GET
                ? QueryString.append(
                        settings.call().address(), composed.message().fields())
                : settings.call().address();
        OutgoingRequest request = new OutgoingRequest(settings.method().name(), address, headers(alert, body), body);
        return HttpResults.of(client.call(request), composed.problem());
    }

    @Override
    public void close() {
        client.close();
    }

    private Body body(WebhookMessage message) {
        return message.body()
                .map(text -> new Body(templateContentType(), text.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> new Body(JSON_UTF8, JsonText.bytes(JsonText.node(message.fields()))));
    }

    private String templateContentType() {
        String type = settings.contentType();
        return type.contains("charset") ? type : type + "; charset=utf-8";
    }

    private Map<String, String> headers(Alert alert, Optional<Body> body) {
        String id = IdempotencyKey.of(alert.key());
        Map<String, String> headers = new LinkedHashMap<>();
        settings.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        headers.put(IdempotencyKey.HEADER, id);
        settings.signingKey()
                .ifPresent(key -> headers.putAll(key.headers(
                        "msg_" + id, clock.instant(), body.map(Body::bytes).orElse(new byte[0]))));
        return headers;
    }
}
