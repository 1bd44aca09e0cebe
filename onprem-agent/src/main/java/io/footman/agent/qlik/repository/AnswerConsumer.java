package io.footman.agent.qlik.repository;

import io.footman.agent.qlik.CutText;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Collects an answer; of one that is longer than the limit the start and the end. */
final class AnswerConsumer extends AbstractBinResponseConsumer<AnswerConsumer.Answer> {
    private static final int WINDOW = 64 * 1024;

    private final CutText body;
    private int status;

    AnswerConsumer(int limit) {
        this.body = new CutText(limit);
    }

    /** Status and body, whatever the status. */
    record Answer(int status, CutText body) {}

    @Override
    protected void start(HttpResponse response, @Nullable ContentType contentType) {
        status = response.getCode();
    }

    @Override
    protected int capacityIncrement() {
        return WINDOW;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) {
        byte[] chunk = new byte[source.remaining()];
        source.get(chunk);
        body.append(chunk);
    }

    @Override
    protected Answer buildResult() {
        return new Answer(status, body);
    }

    @Override
    public void releaseResources() {}
}
