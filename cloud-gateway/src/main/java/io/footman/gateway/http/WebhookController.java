package io.footman.gateway.http;

import io.footman.gateway.settings.GatewaySettings;
import io.footman.gateway.webhook.GateResult;
import io.footman.gateway.webhook.Outcome;
import io.footman.gateway.webhook.WebhookGate;
import io.footman.gateway.webhook.WebhookSource;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for webhooks. Media types are judged by the gate, in its own order of checks. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class WebhookController {
    private final WebhookGate gate;
    private final RawRequests rawRequests;
    private final Answers answers;
    private final WebhookSource qlikCloud;
    private final Map<String, WebhookSource> furtherSources = new HashMap<>();

    WebhookController(WebhookGate gate, RawRequests rawRequests, Answers answers, GatewaySettings settings) {
        this.gate = gate;
        this.rawRequests = rawRequests;
        this.answers = answers;
        this.qlikCloud = WebhookSource.qlikCloud(settings.qlikCloud());
        settings.webhooks().forEach((name, webhook) -> furtherSources.put(name, WebhookSource.of(webhook)));
    }

    /** Qlik Cloud, at the path that users of Butler have in their webhooks. */
    @Post("/api/qscloudreload")
    CompletionStage<HttpResponse<String>> qlikCloud(HttpRequest<?> request) {
        return receive(qlikCloud, request);
    }

    /** A further configured source. */
    @Post("/webhooks/{name}")
    CompletionStage<HttpResponse<String>> further(@PathVariable String name, HttpRequest<?> request) {
        WebhookSource source = furtherSources.get(name);
        return source == null
                ? CompletableFuture.completedFuture(
                        answers.outsideOfTheGate(Outcome.NOT_FOUND, "webhook not configured"))
                : receive(source, request);
    }

    private CompletionStage<HttpResponse<String>> receive(WebhookSource source, HttpRequest<?> request) {
        long start = System.nanoTime();
        return gate.receive(source, rawRequests.of(request))
                .handle((result, failure) -> answer(source, start, result, failure));
    }

    private HttpResponse<String> answer(
            WebhookSource source, long start, @Nullable GateResult result, @Nullable Throwable failure) {
        return result == null
                ? answers.failed(source.name(), failure)
                : answers.of(source.name(), result, System.nanoTime() - start);
    }
}
