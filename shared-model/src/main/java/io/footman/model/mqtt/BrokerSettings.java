package io.footman.model.mqtt;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How to reach the MQTT broker: section {@code footman.mqtt}, the same for gateway and agent.
 *
 * @param host broker host name, without brackets for IPv6
 * @param port TCP port
 * @param tls whether the connection is encrypted ({@code mqtts://})
 * @param username login name, if the broker wants one
 * @param password login password, if the broker wants one
 * @param clientId MQTT client id, if configured; the application chooses a stable one otherwise
 * @param trust the only certificates trusted; empty means those of the JVM
 * @param identity the client certificate, if configured
 */
public record BrokerSettings(
        String host,
        int port,
        boolean tls,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> clientId,
        Optional<TrustManagerFactory> trust,
        Optional<KeyManagerFactory> identity) {
    private static final List<String> SCHEMES = List.of("mqtt", "mqtts");
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /** Reads the section; mistakes are collected there. */
    public static BrokerSettings read(Settings section) {
        Optional<URI> url = section.requiredUri(
                "url", SCHEMES, "Give the broker's address, such as mqtts://broker.example.com:8883");
        boolean tls = url.map(u -> "mqtts".equalsIgnoreCase(u.getScheme())).orElse(true);
        Optional<Path> trusted = section.optionalFile("trusted-certificates");
        Optional<Path> certificate = section.optionalFile("client-certificate");
        Optional<Path> key = section.optionalFile("client-key");
        Optional<Secret> keyPassword = section.optionalSecret("client-key-password");
        if (section.has("client-certificate") != section.has("client-key")) {
            section.mistake(
                    section.has("client-key") ? "client-certificate" : "client-key",
                    "is missing",
                    "A client certificate and its key are only of use together");
        }
        if (!tls && (section.has("client-certificate") || section.has("trusted-certificates"))) {
            section.mistake("url", "is not encrypted but certificates are configured", "Use mqtts:// with them");
        }
        return new BrokerSettings(
                url.map(URI::getHost).map(BrokerSettings::withoutBrackets).orElse(""),
                url.map(URI::getPort).filter(port -> port > 0).orElse(tls ? TLS_PORT : PLAIN_PORT),
                tls,
                section.optionalText("username"),
                section.optionalSecret("password"),
                section.optionalText("client-id"),
                trusted.flatMap(file -> usable(section, "trusted-certificates", Pem::trust, file)),
                certificate.flatMap(file -> key.flatMap(keyFile ->
                        usable(section, "client-certificate", f -> Pem.identity(f, keyFile, keyPassword), file))));
    }

    /** The address as shown in logs: no login in it. */
    public String address() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }

    private static <T> Optional<T> usable(Settings section, String key, Function<Path, T> reader, Path file) {
        try {
            return Optional.of(reader.apply(file));
        } catch (PemException e) {
            section.mistake(key, "cannot be used: " + e.getMessage(), "Give a PEM file");
            return Optional.empty();
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
