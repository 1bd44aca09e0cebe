package io.footman.agent.destination.signl4;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.destination.support.TextFormat;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes destinations that alert teams by SIGNL4. */
@Singleton
public final class Signl4Type implements DestinationType {
    private final OutgoingHttp http;
    private final Templates templates;
    private final MeterRegistry meters;

    public Signl4Type(OutgoingHttp http, Templates templates, MeterRegistry meters) {
        this.http = http;
        this.templates = templates;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "signl4";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        Signl4Settings settings = Signl4Settings.read(section);
        return new Signl4Destination(
                settings,
                Composer.read(
                        destinationName,
                        section,
                        root,
                        new TextFormat("signl4"),
                        MessageVariables.forChat(settings.scriptLog(), Links.read(root), TextCut::units),
                        Headlines.read(section, Signl4Settings.TITLE, templates),
                        templates,
                        meters),
                http.open(destinationName, settings.call(), List.of()));
    }
}
