package io.footman.agent.route;

/** Whether something fits, where a failed look-up may leave the question open. */
enum Fit {
    YES,
    NO,
    /** A look-up failed: counted as fitting, because an alert is never lost for that reason, and told in the message. */
    UNKNOWN
}
