package io.footman.model.signature;

/** What a signature check found. Only {@link #VALID} lets a body pass. */
public enum SignatureCheck {
    VALID,
    /** No signature was sent. */
    MISSING,
    /** What was sent is not 64 hex digits. */
    MALFORMED,
    /** Well formed, but not made from these bytes with one of the secrets. */
    MISMATCH
}
