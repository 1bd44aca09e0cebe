package io.footman.gateway.http;

import io.footman.gateway.webhook.Outcome;
import io.footman.gateway.webhook.RawRequest;
import io.footman.gateway.webhook.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Byte-exact access to the request of Micronaut's own server. */
@Singleton
final class NettyRawRequests implements RawRequests {
    @Override
    public RawRequest of(HttpRequest<?> request) {
        return new NettyRawRequest((ServerHttpRequest<?>) request);
    }

    private record NettyRawRequest(ServerHttpRequest<?> request) implements RawRequest {
        @Override
        public @Nullable String query() {
            return request.getUri().getRawQuery();
        }

        @Override
        public @Nullable String header(String name) {
            List<String> values = request.getHeaders().getAll(name);
            if (values.size() > 1) {
                throw new Refusal(Outcome.MISSING_HEADER, "header " + name + " is given " + values.size() + " times");
            }
            return values.isEmpty() ? null : values.get(0);
        }

        @Override
        public OptionalLong declaredLength() {
            long length = request.getContentLength();
            return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        }

        @Override
        public CompletionStage<byte[]> body() {
            return request.byteBody().buffer().handle(NettyRawRequest::bytes);
        }

        private static byte[] bytes(@Nullable CloseableAvailableByteBody body, @Nullable Throwable failure) {
            if (body != null) {
                try (body) {
                    return body.toByteArray();
                }
            }
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (cause instanceof ContentLengthExceededException || cause instanceof BufferLengthExceededException) {
                throw new Refusal(Outcome.TOO_LARGE, "body went over the limit");
            }
            throw new CompletionException(cause);
        }
    }
}
