package io.footman.agent.destination.slack;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.ChatDestination;
import io.footman.agent.destination.support.ChatSettings;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes destinations that post to Slack's incoming webhooks. */
@Singleton
public final class SlackType implements DestinationType {
    private final OutgoingHttp http;
    private final Templates templates;
    private final MeterRegistry meters;

    public SlackType(OutgoingHttp http, Templates templates, MeterRegistry meters) {
        this.http = http;
        this.templates = templates;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        SlackSettings settings = SlackSettings.read(section);
        ChatSettings chat = settings.chat();
        return new ChatDestination(
                new SlackService(settings),
                chat,
                Composer.read(
                        destinationName,
                        section,
                        root,
                        new SlackFormat(),
                        MessageVariables.forChat(chat.scriptLog(), Links.read(root), SlackLimits::escapedUnits),
                        Headlines.read(section, "message", templates),
                        templates,
                        meters),
                http.open(destinationName, chat.call(), List.of()));
    }
}
