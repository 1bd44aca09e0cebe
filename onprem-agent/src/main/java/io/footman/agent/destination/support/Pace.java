package io.footman.agent.destination.support;

import io.footman.agent.destination.Limits;
import io.footman.model.settings.Settings;

/** Reads what a destination can take. */
public final class Pace {
    private static final int MOST_PER_SECOND = 10_000;

    private Pace() {}

    /** Limits with the destination's own {@code messages-per-second}; 0, the default, means no limit. */
    public static Limits read(Settings section, int concurrency) {
        return new Limits(concurrency, section.number("messages-per-second", 0, 0, MOST_PER_SECOND));
    }
}
