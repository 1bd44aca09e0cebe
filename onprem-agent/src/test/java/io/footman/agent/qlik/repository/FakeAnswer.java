package io.footman.agent.qlik.repository;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the fake repository answers to one call. */
public record FakeAnswer(int status, String contentType, byte[] body, End end) {
    /** What becomes of the connection. */
    public enum End {
        KEPT,
        /** Nothing is sent and the connection stays open. */
        HANGS,
        /** The connection is closed without an answer. */
        DROPPED
    }

    public static FakeAnswer json(int status, String body) {
        return new FakeAnswer(
                status, "application/json;charset=utf-8", body.getBytes(StandardCharsets.UTF_8), End.KEPT);
    }

    public static FakeAnswer text(int status, String body) {
        return new FakeAnswer(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), End.KEPT);
    }

    public static FakeAnswer empty(int status) {
        return text(status, "");
    }

    public static FakeAnswer hangs() {
        return new FakeAnswer(0, "", new byte[0], End.HANGS);
    }

    public static FakeAnswer dropped() {
        return new FakeAnswer(0, "", new byte[0], End.DROPPED);
    }

    /** A JSON text of this many bytes. */
    public static FakeAnswer huge(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        body[0] = '[';
        body[bytes - 1] = ']';
        return new FakeAnswer(200, "application/json;charset=utf-8", body, End.KEPT);
    }

    // Records compare arrays by identity; here the bytes count.
    @Override
    public boolean equals(Object other) {
        return other instanceof FakeAnswer answer
                && status == answer.status
                && end == answer.end
                && contentType.equals(answer.contentType)
                && Arrays.equals(body, answer.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }
}
