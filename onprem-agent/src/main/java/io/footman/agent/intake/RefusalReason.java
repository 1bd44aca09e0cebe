package io.footman.agent.intake;

import java.util.Locale;

/** Why a message was not accepted. A closed list: logs, metrics and tests use the same words. */
public enum RefusalReason {
    /** Larger than Footman accepts. */
    TOO_LARGE,
    /** On a topic that the configuration does not name: left over from an earlier subscription. */
    UNEXPECTED_TOPIC,
    /** Not of the form that its place asks for. */
    MALFORMED,
    /** The event's tenant is not configured. */
    UNKNOWN_TENANT,
    /** The tenant's events are signed and this one is not. */
    UNSIGNED,
    /** The signature was not made from these bytes with one of the tenant's secrets. */
    FORGED,
    /** From an address that may not send. */
    UNKNOWN_SENDER,
    /** A datagram that does not start with a type that Footman knows. */
    UNKNOWN_TYPE,
    /** A user activity other than a session or connection that starts or ends. */
    UNKNOWN_COMMAND,
    /** The journal cannot store this one event although it stores others. */
    UNSTORABLE,
    /** A defect of Footman itself. */
    DEFECT;

    /** As written in logs and metrics: {@code unknown-tenant}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
