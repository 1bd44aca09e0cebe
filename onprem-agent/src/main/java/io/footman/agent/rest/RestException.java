package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that is no success, in the one shape of errors (Butler REST API §1, Errors). */
public final class RestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final @Nullable String code;

    private RestException(HttpStatus status, @Nullable String code, String message) {
        // No stack: it is an answer, and making one costs more than the rest of the call.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** @param message for the caller: names the field, the limit and the remedy, and nothing of the server's inside */
    public static RestException of(HttpStatus status, String message) {
        return new RestException(status, null, message);
    }

    /** The request is understood but cannot be fulfilled as it stands. */
    public static RestException badRequest(String message) {
        return of(HttpStatus.BAD_REQUEST, message);
    }

    /** A body or a parameter that does not have the right form, as Butler's validation tells it. */
    public static RestException invalid(String message) {
        return new RestException(HttpStatus.BAD_REQUEST, "FST_ERR_VALIDATION", message);
    }

    /** With a code that clients of Butler know, such as {@code FST_ERR_CTP_INVALID_JSON_BODY}. */
    public static RestException coded(HttpStatus status, String code, String message) {
        return new RestException(status, code, message);
    }

    /** The caller may not do this. */
    public static RestException forbidden(String message) {
        return of(HttpStatus.FORBIDDEN, message);
    }

    /** What the request names does not exist. */
    public static RestException notFound(String message) {
        return of(HttpStatus.NOT_FOUND, message);
    }

    /** Trying again later may help. */
    public static RestException unavailable(String message) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, message);
    }

    /** There is such a route, but it is not switched on. For callers who have shown who they are. */
    static RestException switchedOff(HttpRequest<?> request, Endpoint endpoint) {
        return notFound(route(request) + ": footman.rest.endpoints does not name " + endpoint.flag());
    }

    /** There is no such route. */
    static RestException noRoute(HttpRequest<?> request) {
        return notFound(route(request));
    }

    private static String route(HttpRequest<?> request) {
        return "Route " + request.getMethodName() + ":" + request.getPath() + " not found";
    }

    public HttpStatus status() {
        return status;
    }

    /** A code that tells kinds of validation errors apart. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** For the caller; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
