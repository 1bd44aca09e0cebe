package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.MessageDriver;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Metrics and events of load scripts for New Relic: section {@code footman.rest.new-relic}. */
@Singleton
public final class NewRelicMessageDriver implements MessageDriver {
    private final OutgoingHttp http;
    private final Clock clock;

    public NewRelicMessageDriver(OutgoingHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "new-relic";
    }

    @Override
    public Set<EventKind> kinds() {
        return Set.of(EventKind.METRIC_TO_NEW_RELIC, EventKind.EVENT_TO_NEW_RELIC);
    }

    @Override
    public MessageDestination read(String destinationName, Settings section, Settings root) {
        NewRelicMessageSettings settings = NewRelicMessageSettings.read(section, root);
        return new NewRelicMessageDestination(
                settings, http.open(destinationName, settings.eventCall(), settings.secrets()), clock);
    }
}
