package io.footman.gateway.kit;

import io.footman.model.settings.Secret;
import io.footman.model.signature.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTTP request to the gateway, correct until something is changed. */
public final class Call {
    public static final String SECRET = "0123456789abcdef0123456789abcdef";
    public static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";

    final String method;
    final String path;
    final Map<String, String> headers;
    final byte[] body;
    final boolean declareLength;

    private Call(String method, String path, Map<String, String> headers, byte[] body, boolean declareLength) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.declareLength = declareLength;
    }

    /** A correctly signed webhook as Qlik Cloud sends it. */
    public static Call signed(byte[] body) {
        return signed(body, SECRET);
    }

    public static Call signed(byte[] body, String secret) {
        String signature = new WebhookSignature(List.of(new Secret(secret))).sign(body);
        return new Call("POST", "/api/qscloudreload", Map.of(), body, true)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Qlik Webhook")
                .header("Accept-Encoding", "gzip")
                .header("Qlik-Signature", signature);
    }

    public static Call signed(String body) {
        return signed(body.getBytes(StandardCharsets.UTF_8));
    }

    public Call header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Call(method, path, changed, body, declareLength);
    }

    public Call without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new Call(method, path, changed, body, declareLength);
    }

    public Call method(String other) {
        return new Call(other, path, headers, body, declareLength);
    }

    public Call path(String other) {
        return new Call(method, other, headers, body, declareLength);
    }

    /** The same request with other bytes, so the signature is that of the old ones. */
    public Call body(byte[] other) {
        return new Call(method, path, headers, other, declareLength);
    }

    public Call withoutContentLength() {
        return new Call(method, path, headers, body, false);
    }

    public String header(String name) {
        return headers.get(name);
    }

    public byte[] body() {
        return body;
    }

    /** A failed app reload; {@code extra} is put behind the attributes, such as {@code ,"a":1}. */
    public static String event(String tenant, String extra) {
        return event("com.qlik.v1.app.reload.finished", tenant, extra);
    }

    public static String event(String type, String tenant, String extra) {
        return """
                {"id":"4f1c9a52","source":"com.qlik/engine","specversion":"1.0","type":"%s",\
                "time":"2026-11-20T08:15:31Z","tenantid":"%s","userid":"u1","ownerid":"o1",\
                "toplevelresourceid":"e7af59a0-c243-480d-9571-08727551a66f",\
                "data":{"status":"error","name":"Försäljning €","reloadId":"6a849f7f"}%s}""".formatted(type, tenant, extra);
    }

    public static String event() {
        return event(TENANT, "");
    }
}
