package io.footman.agent.destination.signl4;

import io.footman.agent.model.EventKind;

/** What an event kind means for an alert. */
enum Outcome {
    /** Closes what a failure before it opened. */
    SUCCEEDED,
    ABORTED,
    OTHER;

    static Outcome of(EventKind kind) {
        String name = kind.name();
        if (name.endsWith("-succeeded")) {
            return SUCCEEDED;
        }
        return name.endsWith("-aborted") || name.endsWith("-canceled") ? ABORTED : OTHER;
    }
}
