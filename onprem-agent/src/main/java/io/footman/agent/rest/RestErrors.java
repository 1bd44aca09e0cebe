package io.footman.agent.rest;

import io.footman.agent.journal.JournalUnavailableException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Micronaut finds wrong, told in the one shape of errors, and nothing of it told that is nobody's business: its own texts
 * name classes.
 */
@Singleton
@Requires(property = "entrance.rest")
final class RestErrors implements ErrorResponseProcessor<byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(RestErrors.class);

    @Override
    @SuppressWarnings("unchecked")
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        RestException error = explain(request, context.getRootCause().orElse(null), response.status());
        MutableHttpResponse<byte[]> answer = (MutableHttpResponse<byte[]>) response;
        answer.status(error.status());
        answer.getHeaders().remove(HttpHeaders.ALLOW);
        return request.getMethod() == HttpMethod.HEAD
                ? answer
                : answer.contentType(Answers.JSON).body(Answers.errorBody(error));
    }

    private static RestException explain(HttpRequest<?> request, @Nullable Throwable cause, HttpStatus status) {
        if (cause instanceof RestException told) {
            return told;
        }
        if (cause instanceof UnsatisfiedRouteException missing) {
            if (missing.getArgument().getAnnotationMetadata().hasAnnotation(Body.class)) {
                return RestException.invalid("body must be object: the call has none");
            }
            return RestException.invalid(part(missing.getArgument()) + " must have required property '"
                    + missing.getArgument().getName() + "'");
        }
        if (cause instanceof ConversionErrorException wrong) {
            return RestException.invalid(
                    part(wrong.getArgument()) + "/" + wrong.getArgument().getName() + " must be "
                            + wanted(wrong.getArgument().getType()));
        }
        if (cause instanceof ContentLengthExceededException || cause instanceof BufferLengthExceededException) {
            return RestException.coded(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "FST_ERR_CTP_BODY_TOO_LARGE",
                    "Request body is too large: at most " + Limits.BODY + " bytes are read. Send it in parts");
        }
        if (cause instanceof JournalUnavailableException) {
            return RestException.unavailable(
                    "Footman cannot reach its database now. Nothing was changed; try again in a while");
        }
        return byStatus(request, cause, status);
    }

    private static RestException byStatus(HttpRequest<?> request, @Nullable Throwable cause, HttpStatus status) {
        if (status == HttpStatus.NOT_FOUND || status == HttpStatus.METHOD_NOT_ALLOWED) {
            return RestException.noRoute(request);
        }
        if (status.getCode() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            LOG.error(
                    "event=rest-call-failed method={} path={} reason={}",
                    request.getMethodName(),
                    RequestTarget.shown(request.getPath()),
                    cause == null ? status : cause.getClass().getSimpleName());
            return RestException.of(status, "The call failed inside Footman, whose log tells why");
        }
        return RestException.of(
                status, "The request cannot be read. Compare it with the documentation of the endpoint");
    }

    /** Where an argument comes from, in the words of Butler's validation. */
    private static String part(Argument<?> argument) {
        return argument.getAnnotationMetadata().hasAnnotation(QueryValue.class) ? "querystring" : "body";
    }

    private static String wanted(Class<?> type) {
        if (type == Boolean.class || type == boolean.class) {
            return "boolean: true or false";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a number" : "of another form";
    }
}
