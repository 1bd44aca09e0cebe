package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.http.OutgoingHttp;
import io.footman.model.settings.Settings;
import jakarta.inject.Singleton;

/** Makes destinations that write into InfluxDB. */
@Singleton
public final class InfluxType implements DestinationType {
    private final OutgoingHttp http;

    public InfluxType(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "influxdb";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        InfluxSettings settings = InfluxSettings.read(section);
        return new InfluxDestination(
                destinationName,
                settings,
                http.open(destinationName, settings.call(), settings.api().secrets()));
    }
}
