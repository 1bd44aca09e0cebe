package io.footman.agent.qlik.cloud;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * One Qlik Cloud tenant: section {@code footman.qlik-cloud.tenants.NAME}.
 *
 * @param name the configured name, such as {@code acme}
 * @param id Qlik's tenant id, as events carry it
 * @param url address of the tenant without a slash at its end
 * @param apiKey without one nothing is looked up
 * @param comment the user's own words about the tenant, for templates; may be empty
 * @param consoleUrl link to the administration, for templates
 * @param hubUrl link to the start page, for templates
 * @param trust the only certificates trusted; empty means those of the JVM
 */
public record Tenant(
        String name,
        String id,
        String url,
        Optional<Secret> apiKey,
        String comment,
        String consoleUrl,
        String hubUrl,
        Optional<TrustManagerFactory> trust) {
    /** Plain http is for a stand-in on the same machine. */
    private static final List<String> SCHEMES = List.of("https", "http");

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** Reads the section; mistakes are collected there. */
    public static Tenant read(String name, Settings section) {
        String id = section.requiredText(
                "id", "Give the tenant id: Qlik Cloud shows it under \"About\" in the user profile menu");
        Optional<URI> address =
                section.requiredUri("url", SCHEMES, "Give the tenant's address, such as https://acme.eu.qlikcloud.com");
        address.ifPresent(uri -> check(uri, section));
        String url = address.map(Tenant::withoutPath).orElse("");
        return new Tenant(
                name,
                id,
                url,
                section.optionalSecret("api-key"),
                section.text("comment", ""),
                section.text("console-url", url + "/console"),
                section.text("hub-url", url),
                section.optionalFile("trusted-certificates").flatMap(file -> trust(file, section)));
    }

    /** The app's page for people (Qlik Cloud API §4.10). */
    public String appUrl(String appId) {
        return url + "/sense/app/" + appId;
    }

    private static void check(URI uri, Settings section) {
        if ("http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(uri.getHost())) {
            section.mistake("url", "is not encrypted: the API key would be readable on the way", "Use https://");
        }
        if (uri.getUserInfo() != null
                || uri.getQuery() != null
                || !uri.getPath().replace("/", "").isEmpty()) {
            section.mistake("url", "is more than a host", "Give it as in https://acme.eu.qlikcloud.com");
        }
    }

    private static String withoutPath(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static Optional<TrustManagerFactory> trust(Path file, Settings section) {
        try {
            return Optional.of(Pem.trust(file));
        } catch (PemException e) {
            section.mistake("trusted-certificates", "cannot be used: " + e.getMessage(), "Give a PEM file");
            return Optional.empty();
        }
    }
}
