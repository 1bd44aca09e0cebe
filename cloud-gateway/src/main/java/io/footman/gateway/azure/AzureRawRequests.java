package io.footman.gateway.azure;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.footman.gateway.http.RawRequests;
import io.footman.gateway.webhook.RawRequest;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The request as the Functions host hands it over: headers in a map, the body decoded to text. The host drops a byte order
 * mark and replaces invalid UTF-8, so the gate compares the length of the bytes with the declared one.
 */
@Primary
@Singleton
@Requires(classes = HttpRequestMessage.class)
@Requires(env = FunctionHost.ENVIRONMENT)
final class AzureRawRequests implements RawRequests {
    @Override
    @SuppressWarnings("unchecked") // The type is that of FunctionHost's entry point.
    public RawRequest of(HttpRequest<?> request) {
        var servlet = (ServletHttpRequest<HttpRequestMessage<Optional<String>>, ?>) request;
        return new AzureRawRequest(servlet.getNativeRequest());
    }

    private record AzureRawRequest(HttpRequestMessage<Optional<String>> request) implements RawRequest {
        @Override
        public @Nullable String query() {
            String query = request.getUri().getRawQuery();
            return query == null && !request.getQueryParameters().isEmpty() ? "" : query;
        }

        @Override
        public @Nullable String header(String name) {
            for (Map.Entry<String, String> header : request.getHeaders().entrySet()) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue();
                }
            }
            return null;
        }

        @Override
        public OptionalLong declaredLength() {
            String value = header("content-length");
            try {
                return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.strip()));
            } catch (NumberFormatException e) {
                // Never equal to a real length, so the request is refused.
                return OptionalLong.of(-1);
            }
        }

        @Override
        public CompletionStage<byte[]> body() {
            byte[] bytes = request.getBody().orElse("").getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(bytes);
        }
    }
}
