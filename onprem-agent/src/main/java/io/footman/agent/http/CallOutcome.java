package io.footman.agent.http;

import io.footman.agent.model.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** How a call ended: with an answer, whatever its status, or without. */
public sealed interface CallOutcome {

    /**
     * The other side answered.
     *
     * @param status HTTP status
     * @param retryAfter how long it asked to wait, from either form of the header (RFC 9110 §10.2.3)
     * @param excerpt the start of the body in one line, secrets taken out
     */
    record Answered(int status, Optional<Duration> retryAfter, String excerpt) implements CallOutcome {}

    /**
     * There was no complete answer.
     *
     * @param reason unreachable, TLS, timeout or forbidden address
     * @param detail one line for people, without secrets
     */
    record Failed(FailureReason reason, String detail) implements CallOutcome {}
}
