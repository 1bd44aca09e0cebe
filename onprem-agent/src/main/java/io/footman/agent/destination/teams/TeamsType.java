package io.footman.agent.destination.teams;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.ChatDestination;
import io.footman.agent.destination.support.ChatSettings;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes destinations that post to Microsoft Teams by a workflow of Power Automate. */
@Singleton
public final class TeamsType implements DestinationType {
    private final OutgoingHttp http;
    private final Templates templates;
    private final MeterRegistry meters;

    public TeamsType(OutgoingHttp http, Templates templates, MeterRegistry meters) {
        this.http = http;
        this.templates = templates;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        ChatSettings settings = ChatSettings.read(
                section,
                "Add the workflow \"Post to a channel when a webhook request is received\" to the channel and give its address");
        return new ChatDestination(
                new TeamsService(),
                settings,
                Composer.read(
                        destinationName,
                        section,
                        root,
                        new TeamsFormat(),
                        MessageVariables.forChat(settings.scriptLog(), Links.read(root), TextCut::units),
                        Headlines.read(section, "message", templates),
                        templates,
                        meters),
                http.open(destinationName, settings.call(), List.of()));
    }
}
