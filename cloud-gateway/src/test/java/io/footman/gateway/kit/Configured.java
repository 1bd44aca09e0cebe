package io.footman.gateway.kit;

import io.footman.gateway.settings.GatewaySettings;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Map;

/** Settings from YAML text, as a user would write them. */
public final class Configured {
    private Configured() {}

    public static GatewaySettings by(String yaml) {
        SettingsFile file = SettingsFile.parse(yaml, "test.yml", Map.of(), Path.of(""));
        GatewaySettings settings = GatewaySettings.read(file.root());
        file.finish();
        return settings;
    }

    /** A gateway on a free port; {@code qlik} and {@code more} are indented as in the file. */
    public static GatewaySettings by(String brokerUrl, String qlik, String more) {
        return by("""
                footman:
                  name: test-gateway
                  mqtt: { url: "%s" }
                  server: { host: 127.0.0.1, port: 0 }
                  qlik-cloud:
                    %s
                %s
                """.formatted(brokerUrl, qlik.stripIndent().strip().replace("\n", "\n    "), more));
    }
}
