package io.footman.agent.destination.webhook;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes destinations that call any address. */
@Singleton
public final class WebhookType implements DestinationType {
    private final OutgoingHttp http;
    private final Templates templates;
    private final MeterRegistry meters;
    private final Clock clock;

    public WebhookType(OutgoingHttp http, Templates templates, MeterRegistry meters, Clock clock) {
        this.http = http;
        this.templates = templates;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        WebhookSettings settings = WebhookSettings.read(section);
        return new WebhookDestination(
                settings,
                Composer.read(
                        destinationName,
                        section,
                        root,
                        new WebhookFormat(settings.contentType()),
                        new MessageVariables(settings.scriptLog(), Links.read(root), TextCut::units),
                        Headlines.read(section, "message", templates),
                        templates,
                        meters),
                http.open(
                        destinationName,
                        settings.call(),
                        settings.headers().values().stream().map(Secret::reveal).toList()),
                clock);
    }
}
