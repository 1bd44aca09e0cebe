package io.footman.quickstart;

import io.footman.model.settings.Secret;
import io.footman.model.signature.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Plays Qlik Cloud: signs an event and posts it to the gateway. */
final class Sender {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client;
    private final URI webhook;
    private final WebhookSignature signature;

    Sender(HttpClient client, URI webhook, Secret secret) {
        this.client = client;
        this.webhook = webhook;
        this.signature = new WebhookSignature(List.of(secret));
    }

    /** The value of the header {@code Qlik-Signature} for this event. */
    String sign(SampleEvent event) {
        return signature.sign(event.body());
    }

    /** Sends the event and returns the gateway's answer, such as {@code 200 OK. Message received.} */
    Answer send(SampleEvent event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Qlik Webhook")
                .header("Qlik-Signature", sign(event))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body().strip());
    }

    /** What the gateway said. */
    record Answer(int status, String text) {
        boolean accepted() {
            return status == 200;
        }

        @Override
        public String toString() {
            return status + " " + text;
        }
    }
}
