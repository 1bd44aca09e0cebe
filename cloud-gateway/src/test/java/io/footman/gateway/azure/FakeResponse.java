package io.footman.gateway.azure;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the worker collects from a function; one value per header, as on the real host. */
final class FakeResponse implements HttpResponseMessage, HttpResponseMessage.Builder {
    private HttpStatusType status;
    private final Map<String, String> headers = new HashMap<>();
    private Object body;

    FakeResponse(HttpStatusType status) {
        this.status = status;
    }

    @Override
    public Builder status(HttpStatusType other) {
        this.status = other;
        return this;
    }

    @Override
    public Builder header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    @Override
    public Builder body(Object other) {
        this.body = other;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public String getHeader(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    Map<String, String> headers() {
        return headers;
    }

    @Override
    public Object getBody() {
        return body;
    }
}
