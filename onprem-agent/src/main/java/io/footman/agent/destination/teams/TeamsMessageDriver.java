package io.footman.agent.destination.teams;

import io.footman.agent.destination.message.Borrowed;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.MessageDriver;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.http.CallSettings;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Messages of load scripts for Microsoft Teams: section {@code footman.rest.teams}. */
@Singleton
public final class TeamsMessageDriver implements MessageDriver {
    private final OutgoingHttp http;

    public TeamsMessageDriver(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public Set<EventKind> kinds() {
        return Set.of(EventKind.MESSAGE_TO_TEAMS);
    }

    @Override
    public MessageDestination read(String destinationName, Settings section, Settings root) {
        Settings source = Borrowed.section(section, root, "teams", List.of("url"));
        CallSettings call = CallSettings.read(
                source,
                "Add the workflow \"Post to a channel when a webhook request is received\" to the channel and give its"
                        + " address, or name a destination of type teams: destination: ops-teams");
        return new TeamsMessageDestination(
                call, Pace.read(source, call.concurrency()), http.open(destinationName, call, List.of()));
    }
}
