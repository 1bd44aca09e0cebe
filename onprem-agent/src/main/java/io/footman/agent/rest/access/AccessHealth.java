package io.footman.agent.rest.access;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Not ready while callers are refused for a reason that is ours: a damaged key file, an audit log that cannot be written. */
final class AccessHealth implements HealthIndicator {
    private final @Nullable KeyRing keys;
    private final AuditLog audit;

    AccessHealth(@Nullable KeyRing keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Optional<String> trouble =
                Optional.ofNullable(keys).flatMap(KeyRing::trouble).or(audit::trouble);
        HealthResult.Builder result =
                HealthResult.builder("rest-access", trouble.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN);
        trouble.ifPresent(text -> result.details(Map.of("trouble", text)));
        return Publishers.just(result.build());
    }
}
