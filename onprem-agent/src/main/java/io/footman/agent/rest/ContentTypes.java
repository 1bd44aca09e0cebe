package io.footman.agent.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies are read. What a data connection labels a script's JSON with depends on its settings ("Calling an HTTP API from
 * a Qlik load script" §5.2, quirk 3), so only what cannot be such JSON is refused.
 */
final class ContentTypes {
    private static final String CODE = "FST_ERR_CTP_INVALID_MEDIA_TYPE";
    private static final Set<String> READ = Set.of(
            "application/json",
            "text/json",
            "text/plain",
            "application/octet-stream",
            "application/x-www-form-urlencoded");
    private static final String JSON_SUFFIX = "+json";
    private static final String NO_CODING = "identity";

    private ContentTypes() {}

    /** @throws RestException 415 when a request has a body that cannot be read */
    static void check(HttpRequest<?> request) {
        if (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD) {
            // Their bodies are not looked at: the POST of a data connection always has one.
            return;
        }
        HttpHeaders headers = request.getHeaders();
        String type = essence(headers.get(HttpHeaders.CONTENT_TYPE));
        if (!type.isEmpty() && !READ.contains(type) && !type.endsWith(JSON_SUFFIX)) {
            throw RestException.coded(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    CODE,
                    "Unsupported Media Type: a body of this Content-Type is not read. Send application/json");
        }
        String coding = essence(headers.get(HttpHeaders.CONTENT_ENCODING));
        if (!coding.isEmpty() && !coding.equals(NO_CODING)) {
            throw RestException.coded(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    CODE,
                    "Unsupported Media Type: compressed bodies are not read. Send the body as it is, without Content-Encoding");
        }
    }

    private static String essence(@Nullable String header) {
        if (header == null) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
