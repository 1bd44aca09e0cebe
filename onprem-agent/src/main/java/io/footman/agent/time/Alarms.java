package io.footman.agent.time;

import java.time.Instant;

/** Calls back at a time. */
public interface Alarms {

    /**
     * Runs {@code task} once at {@code time}, or at once when that has passed, on a thread shared by all alarms: the task
     * must return quickly.
     */
    Alarm at(Instant time, Runnable task);

    /** One call to come. */
    interface Alarm {
        /** Does nothing when the call has happened already. */
        void cancel();
    }
}
