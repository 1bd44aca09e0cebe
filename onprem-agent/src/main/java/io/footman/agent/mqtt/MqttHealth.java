package io.footman.agent.mqtt;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Shows the state of the broker connection at {@code /health}. Neither liveness nor readiness follow it: a restart would
 * not bring the broker back, and what is stored already is still delivered.
 */
@Singleton
@Requires(property = "entrance.mqtt")
final class MqttHealth implements HealthIndicator {
    private final MqttConnection connection;

    MqttHealth(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(
                HealthResult.builder("mqtt", connection.isReceiving() ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(Map.of("broker", connection.address(), "state", connection.state()))
                        .build());
    }
}
