package io.footman.agent.loadscript.task;

import io.footman.agent.rest.RestException;
import io.footman.agent.starttask.SessionWatch;
import java.time.Duration;
import java.util.Optional;

/** How long a caller wants to wait for tasks to end: the parameter {@code wait}, in seconds. */
final class WaitTime {
    private WaitTime() {}

    /** Empty when the parameter is absent or an empty text. @throws RestException 400 when it is out of range */
    static Optional<Duration> read(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty()).map(text -> {
            try {
                long seconds = Long.parseLong(text);
                if (seconds >= 1 && seconds <= SessionWatch.LONGEST.toSeconds()) {
                    return Duration.ofSeconds(seconds);
                }
            } catch (NumberFormatException e) {
                // Told below, as for what is out of range.
            }
            throw RestException.invalid("querystring/wait must be a whole number of seconds from 1 to "
                    + SessionWatch.LONGEST.toSeconds() + ". To wait longer, go on with /v4/tasksession/{sessionId}");
        });
    }
}
