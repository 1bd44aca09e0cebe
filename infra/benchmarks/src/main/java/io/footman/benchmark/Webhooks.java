package io.footman.benchmark;

import io.footman.model.signature.WebhookSignature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Failed app reloads as Qlik Cloud sends them (CloudEvents form, Qlik webhooks §5), numbered. */
final class Webhooks {
    static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";
    static final String USER = "637390ec6541614d3a88d6c1";
    static final String SPACE = "65f0c1d2e3a4b5c6d7e8f901";
    private static final String EVENT = """
            {"id":"%s","source":"com.qlik/engine","specversion":"1.0","type":"com.qlik.v1.app.reload.finished",\
            "time":"2026-11-20T08:15:31Z","datacontenttype":"application/json","tenantid":"%s","userid":"%s",\
            "ownerid":"%s","spaceid":"%s","toplevelresourceid":"%s","data":{"duration":2431,\
            "endedWithMemoryConstraint":false,"errors":[],"isDirectQueryMode":false,"isPartialReload":false,\
            "isSessionApp":false,"isSkipStore":false,"name":"Benchmark %08d","peakMemoryBytes":19922944,\
            "reloadId":"%024x","rowLimit":-1,"size":{"memory":262144},"statements":[],"status":"error",\
            "usage":"ANALYTICS","warnings":[],"endTime":"2026-11-20T08:15:30Z"}}""";

    private Webhooks() {}

    /** The app of the event with this number. The number can be read from its last twelve digits. */
    static String appId(int number) {
        return String.format("e7af59a0-c243-480d-9571-%012d", number);
    }

    static byte[] body(int number) {
        return String.format(EVENT, UUID.randomUUID(), TENANT, USER, USER, SPACE, appId(number), number, number)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Complete signed requests, ready to be written to a connection. */
    static List<ByteBuf> requests(String path, int count, WebhookSignature signature) {
        List<ByteBuf> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] body = body(i);
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "User-Agent: Qlik Webhook\r\nQlik-Signature: " + signature.sign(body) + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            ByteBuf request = Unpooled.directBuffer(head.length() + body.length);
            request.writeCharSequence(head, StandardCharsets.US_ASCII);
            request.writeBytes(body);
            requests.add(request);
        }
        return requests;
    }
}
