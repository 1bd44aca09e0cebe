package io.footman.agent.rest;

import java.time.Duration;

/** What one call may cost the server before anybody has looked at it. */
final class Limits {
    /** Bytes of method, address and version. The classic calls carry whole messages in the address. */
    static final int REQUEST_LINE = 16 * 1024;

    /** Bytes of all headers together. */
    static final int HEADERS = 16 * 1024;

    /** Bytes; Butler's limit (Butler REST API §1). */
    static final int BODY = 1024 * 1024;

    /** From the first byte of a request to its last one. */
    static final Duration RECEIVING = Duration.ofSeconds(30);

    /** A connection on which nothing is asked stays open so long. */
    static final Duration IDLE = Duration.ofMinutes(2);

    private Limits() {}
}
