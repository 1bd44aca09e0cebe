package io.footman.agent.destination.mqtt;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Makes destinations that publish to an MQTT broker. */
@Singleton
public final class MqttType implements DestinationType {
    private final Templates templates;
    private final MeterRegistry meters;

    public MqttType(Templates templates, MeterRegistry meters) {
        this.templates = templates;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        MqttDestinationSettings settings = MqttDestinationSettings.read(section, root);
        Composer<String> composer = Composer.read(
                destinationName,
                section,
                root,
                new FullFormat(settings.contentType(), settings.largestMessage()),
                new MessageVariables(settings.scriptLog(), Links.read(root), TextCut::units),
                Headlines.read(section, "message", templates),
                templates,
                meters);
        return new MqttDestination(settings, composer, new BrokerLink(destinationName, settings, meters));
    }
}
