package io.footman.gateway.mqtt;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** The gateway is ready while it is connected to the broker. */
@Readiness
@Singleton
final class BrokerHealth implements HealthIndicator {
    private final BrokerConnection connection;

    BrokerHealth(BrokerConnection connection) {
        this.connection = connection;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        HealthStatus status = connection.isConnected() ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("broker", status).build());
    }
}
