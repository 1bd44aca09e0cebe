package io.footman.agent.qlik.engine;

import io.footman.agent.qlik.repository.RepositorySettings;
import io.footman.agent.qlik.repository.SenseCertificates;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.qlik.repository.SenseUser;
import io.footman.model.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the engine is reached: keys of the section {@code footman.qlik-sense}. Certificates and the check of the server's name
 * are those of the repository.
 *
 * @param address scheme, host and port, such as {@code wss://sense.example.com:4747}
 * @param certificates what Footman shows and whom it trusts
 * @param user on whose behalf apps are listed, read and reloaded
 * @param serverName the name expected in the server's certificate when it is not the address's host
 * @param verifyServerName whether the name is checked at all; the certificate's chain always is
 * @param timeout one call takes no longer; a reload has a limit of its own
 */
public record EngineSettings(
        URI address,
        SenseCertificates certificates,
        SenseUser user,
        Optional<String> serverName,
        boolean verifyServerName,
        Duration timeout) {
    /** Opening a large app loads its data from disk, which can take minutes. */
    static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final int PORT = 4747;
    private static final String ADDRESS = "engine";
    private static final String USER = "engine-user";
    private static final String TIMEOUT_KEY = "engine-timeout";
    private static final String EXAMPLE = "Give host and port, such as wss://sense.example.com:4747";

    /** Empty without {@code repository}; the engine's keys have no effect then. */
    static Optional<EngineSettings> read(Settings section, Optional<RepositorySettings> repository) {
        if (repository.isEmpty()) {
            List.of(ADDRESS, USER, TIMEOUT_KEY).forEach(section::has);
            return Optional.empty();
        }
        RepositorySettings site = repository.get();
        URI address = section.optionalUri(ADDRESS, List.of("wss", "https"))
                .map(uri -> plain(uri, section))
                .orElseGet(() -> at(site.address().getHost(), PORT));
        SenseUser user = section.has(USER) ? SenseUser.read(section, USER) : site.user();
        return Optional.of(new EngineSettings(
                address,
                site.certificates(),
                user,
                site.serverName(),
                site.verifyServerName(),
                SenseSettings.positive(section, TIMEOUT_KEY, TIMEOUT)));
    }

    private static URI plain(URI uri, Settings section) {
        String path = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
        if (uri.getUserInfo() != null || uri.getQuery() != null || !path.isEmpty()) {
            section.mistake(ADDRESS, "is more than host and port", EXAMPLE);
        }
        return at(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
    }

    private static URI at(String host, int port) {
        return URI.create("wss://" + host + ":" + port);
    }
}
