package io.footman.agent.qlik.cloud;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import io.footman.model.settings.Secret;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends one GET and collects its answer, whatever the status. One connection pool and one event loop per tenant. */
final class Transport implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration KEEP_IDLE_CONNECTION = Duration.ofSeconds(30);

    private final DefaultHttpClient client;
    private final RawHttpClient raw;
    private final String authorization;

    Transport(URI base, Secret apiKey, Optional<TrustManagerFactory> trust) {
        this.authorization = "Bearer " + apiKey.reveal();
        this.client = DefaultHttpClient.builder()
                .uri(base)
                .configuration(configuration())
                .nettyClientSslBuilder((settings, version) -> tls(trust))
                .build();
        this.raw = client;
    }

    /**
     * The answer to one GET.
     *
     * @param location redirect target, if told
     * @param retryAfter how long to wait, as sent
     */
    record Answer(int status, Optional<String> location, Optional<String> retryAfter, CutText body) {}

    Mono<Answer> get(URI uri, int limit) {
        return Mono.defer(() -> send(uri, limit));
    }

    private Mono<Answer> send(URI uri, int limit) {
        HttpRequest<?> request = HttpRequest.GET(uri)
                .header("Authorization", authorization)
                .header("Accept", "application/json, text/plain;q=0.9");
        // The client neither ends nor closes an exchange that is cancelled while it waits for the answer, so it is left
        // to
        // end by itself: with an answer or by the read timeout.
        CompletableFuture<Outcome> outcome = Mono.from(raw.exchange(request, null, null))
                .flatMap(response -> collect(response, limit))
                .map(answer -> new Outcome(Mono.just(answer)))
                .onErrorResume(failure -> Mono.just(new Outcome(Mono.error(failure))))
                .toFuture();
        return Mono.fromFuture(outcome, true).flatMap(Outcome::result);
    }

    /** A value also for a failure, because a late failure must not become a log line of the reactive library. */
    private record Outcome(Mono<Answer> result) {}

    private static Mono<Answer> collect(HttpResponse<?> response, int limit) {
        ByteBodyHttpResponse<?> answer = (ByteBodyHttpResponse<?>) response;
        return Flux.from(answer.byteBody().toByteArrayPublisher())
                .collect(() -> new CutText(limit), CutText::append)
                .timeout(Calls.LONGEST_TRY)
                .map(body -> new Answer(
                        response.code(),
                        response.getHeaders().findFirst("Location"),
                        response.getHeaders().findFirst("Retry-After"),
                        body))
                .doFinally(end -> answer.close());
    }

    /** What the network did, in words for the reader of an alert. */
    static QlikCloudException explain(Throwable failure) {
        if (failure instanceof QlikCloudException known) {
            return known;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException) {
                return new QlikCloudException(FailureReason.TIMEOUT, "Qlik Cloud did not answer in time");
            }
            if (cause instanceof SSLException) {
                return new QlikCloudException(
                        FailureReason.TLS,
                        "there is no trusted encrypted connection to Qlik Cloud; check trusted-certificates");
            }
        }
        return new QlikCloudException(FailureReason.UNREACHABLE, "Qlik Cloud cannot be reached");
    }

    private static DefaultHttpClientConfiguration configuration() {
        DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
        configuration.setFollowRedirects(false);
        configuration.setExceptionOnErrorStatus(false);
        configuration.setConnectTimeout(CONNECT_TIMEOUT);
        configuration.setReadTimeout(Calls.LONGEST_TRY);
        configuration.setConnectionPoolIdleTimeout(KEEP_IDLE_CONNECTION);
        configuration.setAlpnModes(List.of("http/1.1"));
        configuration.setNumOfThreads(1);
        configuration.setProxySelector(ProxySelector.getDefault());
        configuration.getConnectionPoolConfiguration().setMaxConcurrentHttp1Connections(CONNECTIONS);
        return configuration;
    }

    private static SslContext tls(Optional<TrustManagerFactory> trust) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
            trust.ifPresent(builder::trustManager);
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("the platform's TLS cannot be set up", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
