package io.footman.agent.destination.slack;

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

/** Messages of load scripts for Slack: section {@code footman.rest.slack}. */
@Singleton
public final class SlackMessageDriver implements MessageDriver {
    private final OutgoingHttp http;

    public SlackMessageDriver(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Set<EventKind> kinds() {
        return Set.of(EventKind.MESSAGE_TO_SLACK);
    }

    @Override
    public MessageDestination read(String destinationName, Settings section, Settings root) {
        Settings source = Borrowed.section(section, root, "slack", List.of("url"));
        CallSettings call = CallSettings.read(
                source,
                "Create an incoming webhook in Slack (api.slack.com/messaging/webhooks) and give its address, or name a"
                        + " destination of type slack: destination: ops-slack");
        return new SlackMessageDestination(
                call, Pace.read(source, call.concurrency()), http.open(destinationName, call, List.of()));
    }
}
