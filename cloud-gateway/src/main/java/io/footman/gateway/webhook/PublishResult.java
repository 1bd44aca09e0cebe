package io.footman.gateway.webhook;

/** What became of a message that was handed to the broker. */
public enum PublishResult {
    /** The broker has it. */
    ACKNOWLEDGED,
    /** The broker answered that nobody subscribes to the topic: it kept the message for nobody. */
    NO_SUBSCRIBER,
    /** The broker answered with an error, such as a quota or a missing right. */
    REFUSED,
    /** No answer within the deadline. The message may still arrive later. */
    TIMED_OUT,
    /** Too many messages wait already; this one was not taken. */
    OVERLOADED
}
