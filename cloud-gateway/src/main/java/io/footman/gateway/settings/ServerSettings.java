package io.footman.gateway.settings;

import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/**
 * Where the gateway listens: section {@code footman.server}. Not used as an Azure Function, but for the body size.
 *
 * @param host address to listen on
 * @param port TCP port; 0 takes a free one
 * @param identity certificate and key; TLS is spoken when they are given
 * @param largestBody largest accepted body in bytes
 */
public record ServerSettings(String host, int port, Optional<KeyManagerFactory> identity, int largestBody) {
    private static final String DEFAULT_HOST = "0.0.0.0";
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_LARGEST_BODY = 1 << 20;
    private static final int LARGEST_LARGEST_BODY = 16 << 20;

    static ServerSettings read(Settings section) {
        Optional<Path> certificate = section.optionalFile("certificate");
        Optional<Path> key = section.optionalFile("key");
        var password = section.optionalSecret("key-password");
        if (section.has("certificate") != section.has("key")) {
            section.mistake(
                    section.has("key") ? "certificate" : "key",
                    "is missing",
                    "A certificate and its key are only of use together");
        }
        Optional<KeyManagerFactory> identity = certificate.flatMap(file -> key.flatMap(keyFile -> {
            try {
                return Optional.of(Pem.identity(file, keyFile, password));
            } catch (PemException e) {
                section.mistake("certificate", "cannot be used: " + e.getMessage(), "Give a PEM file and its key");
                return Optional.empty();
            }
        }));
        return new ServerSettings(
                section.text("host", DEFAULT_HOST),
                section.number("port", DEFAULT_PORT, 0, 65_535),
                identity,
                largestBody(section));
    }

    private static int largestBody(Settings section) {
        long bytes = section.bytes("max-body-size", DEFAULT_LARGEST_BODY);
        if (bytes < 1 || bytes > LARGEST_LARGEST_BODY) {
            section.mistake("max-body-size", "is out of range", "Give 1B to 16MB");
            return DEFAULT_LARGEST_BODY;
        }
        return (int) bytes;
    }
}
