package io.footman.gateway.webhook;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request as it came in: what the gate needs of it, the same on every server. */
public interface RawRequest {
    /** The query string without question mark, or null when there is none. */
    @Nullable
    String query();

    /**
     * The value of a header whose name is compared ignoring case, or null when it is absent.
     *
     * @throws Refusal when the header is given more than once
     */
    @Nullable
    String header(String name);

    /** What {@code Content-Length} says, if it is there and is a number. */
    OptionalLong declaredLength();

    /**
     * The received bytes. Fails with a {@link Refusal} when they are more than allowed or cannot be had unaltered. Call
     * it once.
     */
    CompletionStage<byte[]> body();
}
