package io.footman.agent.model;

import java.util.Locale;

/** Why a call to another system failed. A closed list: logs, metrics, console and tests use the same words. */
public enum FailureReason {
    /** Login, token or certificate refused. */
    AUTH,
    /** Asked to slow down. */
    RATE_LIMITED,
    /** The other side says that the message itself is wrong. */
    CLIENT_ERROR,
    /** The other side has a problem of its own. */
    SERVER_ERROR,
    /** No answer in time. */
    TIMEOUT,
    /** No encrypted connection with a trusted peer. */
    TLS,
    /** No connection: name unknown, refused, reset. */
    UNREACHABLE,
    /** Redirected, which is never followed. */
    REDIRECT,
    /** The address is one that Footman must not call. */
    FORBIDDEN_ADDRESS,
    /** Larger than the destination takes, even after cutting. */
    TOO_LARGE,
    /** No recipient that the destination accepts. */
    RECIPIENT,
    /** Footman's own settings do not allow it. */
    NOT_ALLOWED,
    /** The destination is no longer in the configuration. */
    UNKNOWN_DESTINATION,
    /** A defect of Footman itself. */
    INTERNAL;

    /** As written in logs, metrics and the journal: {@code rate-limited}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
