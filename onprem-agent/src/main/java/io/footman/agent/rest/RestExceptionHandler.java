package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Writes errors in their one shape. */
@Produces
@Singleton
final class RestExceptionHandler implements ExceptionHandler<RestException, HttpResponse<byte[]>> {
    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<byte[]> handle(HttpRequest request, RestException error) {
        return Answers.error(error);
    }
}
