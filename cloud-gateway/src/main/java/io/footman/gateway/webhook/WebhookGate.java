package io.footman.gateway.webhook;

import io.footman.gateway.settings.GatewaySettings;
import io.footman.gateway.settings.PublishSettings.WithoutSubscriber;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request through all checks in the order of cost: query string, declared size, content type, headers, body,
 * signature, envelope, broker. Nothing is parsed before it is verified. Method and path are checked by the router before.
 */
@Singleton
public final class WebhookGate {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final WebhookPublisher publisher;
    private final Clock clock;
    private final int largestBody;
    private final boolean acceptWithoutSubscriber;

    WebhookGate(WebhookPublisher publisher, Clock clock, GatewaySettings settings) {
        this.publisher = publisher;
        this.clock = clock;
        this.largestBody = settings.server().largestBody();
        this.acceptWithoutSubscriber = settings.publish().withoutSubscriber() == WithoutSubscriber.ACCEPT;
    }

    /** Completes normally for every refusal; fails only when the gateway itself is broken. */
    public CompletionStage<GateResult> receive(WebhookSource source, RawRequest request) {
        String contentType;
        try {
            contentType = checkHead(source, request);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(GateResult.refused(refusal, 0));
        }
        return request.body()
                .handle((body, failure) ->
                        body == null ? bodyRefused(failure) : checkBodyAndPublish(source, request, contentType, body))
                .thenCompose(stage -> stage);
    }

    private String checkHead(WebhookSource source, RawRequest request) {
        if (request.query() != null) {
            throw new Refusal(Outcome.QUERY_STRING, "query string given");
        }
        long declared = request.declaredLength().orElse(0);
        if (declared > largestBody) {
            throw new Refusal(Outcome.TOO_LARGE, "declared " + declared + " bytes, limit " + largestBody);
        }
        String contentType = ContentType.checked(request.header("content-type"));
        source.requiredHeaders().check(request);
        return contentType;
    }

    private static CompletionStage<GateResult> bodyRefused(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof Refusal refusal
                ? CompletableFuture.completedFuture(GateResult.refused(refusal, 0))
                : CompletableFuture.failedFuture(cause == null ? new IllegalStateException("no body") : cause);
    }

    private CompletionStage<GateResult> checkBodyAndPublish(
            WebhookSource source, RawRequest request, String contentType, byte[] body) {
        VerifiedWebhook webhook;
        Addressed addressed;
        try {
            checkLength(request, body);
            webhook = source.verifier()
                    .verify(new RawWebhook(
                            body,
                            request.header(source.signatureHeader()),
                            contentType,
                            traceparent(request),
                            clock.instant()));
            addressed = source.envelope().open(webhook);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(GateResult.refused(refusal, body.length));
        }
        if (addressed.topic().isEmpty()) {
            return CompletableFuture.completedFuture(new GateResult(Outcome.IGNORED, "", body.length, addressed));
        }
        return publish(webhook, addressed, addressed.topic().get())
                .thenApply(outcome -> new GateResult(outcome, "", body.length, addressed));
    }

    private void checkLength(RawRequest request, byte[] body) {
        if (body.length == 0) {
            throw new Refusal(Outcome.EMPTY_BODY, "body is empty or came without Content-Length");
        }
        if (body.length > largestBody) {
            throw new Refusal(Outcome.TOO_LARGE, "received " + body.length + " bytes, limit " + largestBody);
        }
        long declared = request.declaredLength().orElse(body.length);
        if (declared != body.length) {
            // On Azure the host may have altered the body: a byte order mark or invalid UTF-8 changes the length.
            throw new Refusal(Outcome.CONTENT_LENGTH, "declared " + declared + " bytes, received " + body.length);
        }
    }

    private CompletionStage<Outcome> publish(VerifiedWebhook webhook, Addressed addressed, String topic) {
        CompletionStage<Outcome> original = publisher.publish(webhook, topic).thenApply(this::outcome);
        return addressed
                .legacyCopy()
                .map(copy -> original.thenCombine(
                        publisher.publishCopy(webhook, copy).thenApply(this::outcome), WebhookGate::worse))
                .orElse(original);
    }

    private static Outcome worse(Outcome original, Outcome copy) {
        return original.status() == Outcome.ACCEPTED.status() ? copy : original;
    }

    private Outcome outcome(PublishResult result) {
        return switch (result) {
            case ACKNOWLEDGED -> Outcome.ACCEPTED;
            case NO_SUBSCRIBER -> acceptWithoutSubscriber ? Outcome.ACCEPTED_WITHOUT_SUBSCRIBER : Outcome.NO_SUBSCRIBER;
            case REFUSED -> Outcome.BROKER_REFUSED;
            case TIMED_OUT -> Outcome.NOT_ACKNOWLEDGED;
            case OVERLOADED -> Outcome.OVERLOADED;
        };
    }

    private static @Nullable String traceparent(RawRequest request) {
        String value = request.header("traceparent");
        return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
    }
}
