package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/**
 * A request that cannot be fulfilled whatever it asks for. It goes on to the filters all the same, so that it is answered and
 * audited as the others are.
 */
final class RefusedRequest extends DefaultHttpRequest {
    private final RestException refusal;

    private RefusedRequest(io.netty.handler.codec.http.HttpRequest request, RestException refusal) {
        super(request.protocolVersion(), request.method(), RequestTarget.shown(request.uri()), request.headers());
        this.refusal = refusal;
    }

    static RefusedRequest of(io.netty.handler.codec.http.HttpRequest request, RestException refusal) {
        return new RefusedRequest(request, refusal);
    }

    /** One that could not be read: what follows on its connection has no meaning any more. */
    static RefusedRequest undecodable(io.netty.handler.codec.http.HttpRequest request) {
        RefusedRequest refused =
                new RefusedRequest(request, reason(request.decoderResult().cause()));
        refused.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        refused.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        refused.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return refused;
    }

    /** Why a request is refused, if it is. */
    static Optional<RestException> refusal(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                        && netty.getNativeRequest() instanceof RefusedRequest refused
                ? Optional.of(refused.refusal)
                : Optional.empty();
    }

    private static RestException reason(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return RestException.of(
                    HttpStatus.REQUEST_URI_TOO_LONG,
                    "The address is longer than " + Limits.REQUEST_LINE
                            + " characters. Send long values in the body of a POST");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return RestException.of(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The headers are larger than " + Limits.HEADERS + " bytes. Send fewer or shorter ones");
        }
        return RestException.badRequest(
                "The request line or a header is malformed. Write blanks in the address as %20, and"
                        + " send each header as a line of its own");
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
