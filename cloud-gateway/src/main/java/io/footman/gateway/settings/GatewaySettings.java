package io.footman.gateway.settings;

import io.footman.gateway.settings.PublishSettings.WithoutSubscriber;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Settings;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of the gateway.
 *
 * @param name name of this gateway, told in each message
 * @param mqtt the broker; empty when the embedded one is used
 * @param webhooks further sources by name
 * @param broker the embedded broker, if it shall run
 */
public record GatewaySettings(
        String name,
        Optional<BrokerSettings> mqtt,
        PublishSettings publish,
        ServerSettings server,
        QlikCloudSettings qlikCloud,
        Map<String, WebhookSettings> webhooks,
        Optional<EmbeddedBrokerSettings> broker) {
    /** Environment variable that names the configuration file. */
    public static final String FILE_VARIABLE = "FOOTMAN_CONFIG";

    private static final String DEFAULT_FILE = "footman.yml";
    private static final String DEFAULT_NAME = "cloud-gateway";

    /**
     * Loads the file given, else the one that the environment names, else {@code footman.yml} of the working folder if it
     * is there; single keys come from the environment.
     *
     * @throws InvalidSettingsException with every mistake
     */
    public static GatewaySettings load(@Nullable Path file, Map<String, String> environment) {
        SettingsFile settingsFile = SettingsFile.load(file != null ? file : defaultFile(environment), environment);
        GatewaySettings settings = read(settingsFile.root());
        settingsFile.finish();
        return settings;
    }

    /** Reads the section {@code footman}; mistakes are collected there. */
    public static GatewaySettings read(Settings root) {
        Optional<EmbeddedBrokerSettings> broker = EmbeddedBrokerSettings.read(root.section("broker"));
        Settings mqtt = root.section("mqtt");
        Map<String, WebhookSettings> webhooks = new LinkedHashMap<>();
        root.section("webhooks")
                .namedSections()
                .forEach((name, section) -> webhooks.put(name, WebhookSettings.read(name, section)));
        return new GatewaySettings(
                root.text("name", DEFAULT_NAME),
                broker.isPresent() && !mqtt.has("url") ? Optional.empty() : Optional.of(BrokerSettings.read(mqtt)),
                // Only of the embedded broker is it sure that nobody else keeps the event.
                PublishSettings.read(mqtt, broker.isPresent() ? WithoutSubscriber.REFUSE : WithoutSubscriber.ACCEPT),
                ServerSettings.read(root.section("server")),
                QlikCloudSettings.read(root.section("qlik-cloud")),
                Map.copyOf(webhooks),
                broker);
    }

    private static @Nullable Path defaultFile(Map<String, String> environment) {
        String named = environment.get(FILE_VARIABLE);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        Path inWorkingFolder = Path.of(DEFAULT_FILE);
        return Files.exists(inWorkingFolder) ? inWorkingFolder : null;
    }
}
