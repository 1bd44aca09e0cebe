package io.footman.agent.qlik.repository;

import io.footman.model.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the repository service is asked: keys of the section {@code footman.qlik-sense}.
 *
 * @param address scheme, host and port, such as {@code https://sense.example.com:4242}
 * @param certificates what Footman shows and whom it trusts
 * @param user on whose behalf it asks
 * @param serverName the name expected in the server's certificate when it is not the address's host
 * @param verifyServerName whether the name is checked at all; the certificate's chain always is
 * @param timeout one call takes no longer, the last byte included
 * @param concurrency calls at once, each on a connection of its own
 */
public record RepositorySettings(
        URI address,
        SenseCertificates certificates,
        SenseUser user,
        Optional<String> serverName,
        boolean verifyServerName,
        Duration timeout,
        int concurrency) {
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PORT = 4242;
    private static final int CONCURRENCY = 64;
    private static final int MOST_CONCURRENCY = 256;
    private static final String CERTIFICATES = "certs";
    private static final List<String> NEED_REPOSITORY = List.of(
            "certificates",
            "certificate-password",
            "user",
            "server-name",
            "verify-server-name",
            "timeout",
            "concurrency");

    /** Empty without {@code repository}; its companions have no effect then. */
    static Optional<RepositorySettings> read(Settings section, Clock clock) {
        if (!section.has("repository")) {
            NEED_REPOSITORY.forEach(section::has);
            return Optional.empty();
        }
        Optional<URI> address = section.requiredUri(
                        "repository", List.of("https"), "Give the central node, such as https://sense.example.com:4242")
                .map(uri -> plain(uri, section));
        Optional<SenseCertificates> certificates = SenseCertificates.read(section, "certificates", CERTIFICATES, clock);
        SenseUser user = SenseUser.read(section, "user");
        Optional<String> serverName = section.optionalText("server-name");
        boolean verify = section.flag("verify-server-name", true);
        Duration timeout = SenseSettings.positive(section, "timeout", TIMEOUT);
        int concurrency = section.number("concurrency", CONCURRENCY, 1, MOST_CONCURRENCY);
        return address.flatMap(uri -> certificates.map(
                found -> new RepositorySettings(uri, found, user, serverName, verify, timeout, concurrency)));
    }

    private static URI plain(URI uri, Settings section) {
        String path = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
        if (uri.getUserInfo() != null || uri.getQuery() != null || !path.isEmpty()) {
            section.mistake("repository", "is more than host and port", "Give it as https://sense.example.com:4242");
        }
        return URI.create("https://" + uri.getHost() + ":" + (uri.getPort() < 0 ? PORT : uri.getPort()));
    }
}
