package io.footman.agent.model;

import java.util.Locale;

/** How an execution of a task ended. */
public enum TaskOutcome {
    FAILED,
    ABORTED,
    SUCCEEDED;

    /** How event kinds and conditions name it: {@code failed}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
