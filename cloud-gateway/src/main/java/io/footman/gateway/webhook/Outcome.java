package io.footman.gateway.webhook;

import java.util.Locale;

/** The closed list of what can become of a request: metrics, log and answers all use it. */
public enum Outcome {
    ACCEPTED(200, "OK. Message received."),
    ACCEPTED_WITHOUT_SUBSCRIBER(200, "OK. Message received."),
    IGNORED(200, "OK. This event type is not wanted here, nothing was published."),
    QUERY_STRING(400, "A query string is not allowed."),
    CONTENT_LENGTH(400, "The body does not have the declared length."),
    MISSING_HEADER(400, "A required header is missing or given twice."),
    EMPTY_BODY(400, "The body is empty."),
    MALFORMED(400, "The body is not a Qlik Cloud event."),
    SIGNATURE(401, "The signature is not valid."),
    HEADER_VALUE(403, "A header does not have the required value."),
    TENANT(403, "The tenant is not allowed."),
    NOT_FOUND(404, "There is nothing here."),
    METHOD(405, "Only POST is allowed."),
    TOO_LARGE(413, "The body is too large."),
    CONTENT_TYPE(415, "The content type must be application/json."),
    OVERLOADED(429, "Too many messages are waiting, try again later."),
    ERROR(500, "The gateway failed."),
    NOT_ACKNOWLEDGED(503, "The message broker did not acknowledge in time, try again later."),
    BROKER_REFUSED(503, "The message broker refused the message, try again later."),
    NO_SUBSCRIBER(503, "Nobody receives messages at the moment, try again later.");

    private final int status;
    private final String sentence;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Outcome(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Body of the answer: one plain sentence that tells an attacker nothing. */
    public String sentence() {
        return sentence;
    }

    /** Name in metrics and log. */
    public String label() {
        return label;
    }

    /** Whether the same request may succeed later. */
    public boolean isTemporary() {
        return status == 429 || status == 503;
    }
}
