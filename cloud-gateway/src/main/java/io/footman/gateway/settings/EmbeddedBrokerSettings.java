package io.footman.gateway.settings;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;

/**
 * The broker inside the gateway (DMZ mode): section {@code footman.broker}.
 *
 * @param host address to listen on
 * @param port TCP port
 * @param data folder of journal and queues
 * @param users who may connect; empty lets everyone on this machine in
 * @param identity certificate and key; TLS is spoken when they are given
 */
public record EmbeddedBrokerSettings(
        String host, int port, Path data, List<User> users, Optional<KeyManagerFactory> identity) {
    /**
     * A user of the broker.
     *
     * @param publish topic filters that the user may publish to
     * @param subscribe topic filters that the user may subscribe to
     */
    public record User(String name, Secret password, List<String> publish, List<String> subscribe) {}

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 1883;
    private static final int DEFAULT_TLS_PORT = 8883;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** Empty unless {@code embedded: true}. */
    static Optional<EmbeddedBrokerSettings> read(Settings section) {
        boolean embedded = section.flag("embedded", false);
        Optional<Path> certificate = section.optionalFile("certificate");
        Optional<Path> key = section.optionalFile("key");
        Optional<Secret> password = section.optionalSecret("key-password");
        if (section.has("certificate") != section.has("key")) {
            section.mistake(section.has("key") ? "certificate" : "key", "is missing", "Give both or none");
        }
        String host = section.text("host", DEFAULT_HOST);
        List<User> users = users(section.section("users"));
        if (embedded && users.isEmpty() && !LOOPBACK.contains(host)) {
            section.mistake(
                    "users",
                    "is missing, and the broker would listen beyond this machine",
                    "Name at least one user, or set host to " + DEFAULT_HOST);
        }
        EmbeddedBrokerSettings settings = new EmbeddedBrokerSettings(
                host,
                section.number("port", certificate.isPresent() ? DEFAULT_TLS_PORT : DEFAULT_PORT, 1, 65_535),
                section.optionalPath("data").orElse(Path.of("broker")),
                users,
                certificate.flatMap(file -> key.flatMap(keyFile -> identity(section, file, keyFile, password))));
        return embedded ? Optional.of(settings) : Optional.empty();
    }

    private static List<User> users(Settings section) {
        List<User> users = new ArrayList<>();
        section.namedSections()
                .forEach((name, user) -> users.add(new User(
                        name,
                        user.requiredSecret("password", "Give a password, such as ${BROKER_PASSWORD}"),
                        user.texts("publish", List.of()),
                        user.texts("subscribe", List.of()))));
        return List.copyOf(users);
    }

    private static Optional<KeyManagerFactory> identity(
            Settings section, Path certificate, Path key, Optional<Secret> password) {
        try {
            return Optional.of(Pem.identity(certificate, key, password));
        } catch (PemException e) {
            section.mistake("certificate", "cannot be used: " + e.getMessage(), "Give a PEM file and its key");
            return Optional.empty();
        }
    }
}
