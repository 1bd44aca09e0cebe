package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.destination.support.TextFormat;
import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Makes destinations that write into accounts of New Relic's. */
@Singleton
public final class NewRelicType implements DestinationType {
    private final OutgoingHttp http;
    private final Templates templates;
    private final MeterRegistry meters;
    private final Clock clock;

    public NewRelicType(OutgoingHttp http, Templates templates, MeterRegistry meters, Clock clock) {
        this.http = http;
        this.templates = templates;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "newrelic";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        NewRelicSettings settings = NewRelicSettings.read(section);
        Headlines headlines = Headlines.read(section, "message", templates);
        Links links = Links.read(root);
        Function<ScriptLogSettings, Composer<String>> composer = scriptLog -> Composer.read(
                destinationName,
                section,
                root,
                new TextFormat("newrelic"),
                MessageVariables.forChat(scriptLog, links, TextCut::utf8Bytes),
                headlines,
                templates,
                meters);
        return new NewRelicDestination(
                destinationName,
                settings,
                new EventAttributes(settings, version()),
                composer.apply(settings.scriptLog()),
                composer.apply(settings.abortedScriptLog()),
                http.open(destinationName, settings.logCall(), settings.secrets()),
                clock);
    }

    private static String version() {
        return Optional.ofNullable(NewRelicType.class.getPackage().getImplementationVersion())
                .orElse("");
    }
}
