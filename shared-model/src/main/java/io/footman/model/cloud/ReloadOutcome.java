package io.footman.model.cloud;

/** How an app reload ended. */
public enum ReloadOutcome {
    SUCCEEDED,
    /** Also a reload that ran into a limit of the tenant ({@code EXCEEDED_LIMIT}). */
    FAILED,
    /** Ended by a person or a program before it was through; only the reload service tells. */
    CANCELED
}
