package io.footman.agent.rest.access;

import io.footman.agent.rest.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call, for the audit log.
 *
 * @param time when it came in
 * @param caller who; empty when it was not found out
 * @param address where from
 * @param method after the method override
 * @param path without the query
 * @param parameters names of the query's parameters; their values may be secret
 * @param endpoint what was called; empty when there is no such route
 * @param about what the endpoint noted
 * @param status of the answer
 * @param millis until the answer was ready
 * @param repeated how many calls this entry stands for
 */
record AuditEntry(
        Instant time,
        Optional<Caller> caller,
        String address,
        String method,
        String path,
        List<String> parameters,
        Optional<String> endpoint,
        Map<String, String> about,
        int status,
        long millis,
        long repeated) {

    /** This entry for calls like it. */
    AuditEntry times(long count, Instant now) {
        return new AuditEntry(now, caller, address, method, path, parameters, endpoint, about, status, millis, count);
    }
}
