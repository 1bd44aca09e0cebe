package io.footman.gateway.http;

import io.footman.gateway.webhook.RawRequest;
import io.micronaut.http.HttpRequest;

/** Gets at the request as it was received; each server has its own way. */
public interface RawRequests {
    RawRequest of(HttpRequest<?> request);
}
