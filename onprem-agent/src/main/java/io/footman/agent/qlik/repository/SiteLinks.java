package io.footman.agent.qlik.repository;

import io.footman.model.settings.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * Where people go in a client-managed site.
 *
 * @param console the management console, Butler's {@code qlikSenseQMC}
 * @param hub the start page, Butler's {@code qlikSenseHub}
 * @param app start of the address of an app, Butler's {@code appBaseUrl}; a slash and the app's id follow
 */
public record SiteLinks(Optional<String> console, Optional<String> hub, Optional<String> app) {

    /** Reads the keys; the host of the repository is the default. */
    static SiteLinks read(Settings section, Optional<URI> repository) {
        Optional<String> site = repository.map(address -> "https://" + address.getHost());
        return new SiteLinks(
                section.optionalText("qmc-url").or(() -> site.map(host -> host + "/qmc")),
                section.optionalText("hub-url").or(() -> site.map(host -> host + "/hub")),
                section.optionalText("app-url").or(() -> site.map(host -> host + "/sense/app")));
    }

    /** The app's page for people. */
    public Optional<String> ofApp(String appId) {
        return app.map(start -> start.replaceAll("/+$", "") + "/" + appId);
    }
}
