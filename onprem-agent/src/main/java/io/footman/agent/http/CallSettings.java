package io.footman.agent.http;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one system is called over HTTP: the keys that all such destinations share.
 *
 * @param url where to; often carries a token, so that it is a secret as a whole
 * @param timeout end of the whole call, the last byte of the answer included
 * @param concurrency how many calls at once, each on a connection of its own
 * @param allowLinkLocal whether link-local addresses may be called; metadata services never may
 * @param tls how encrypted connections are made
 */
public record CallSettings(Secret url, Duration timeout, int concurrency, boolean allowLinkLocal, TlsSettings tls) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    /** A kill can repeat as many messages as are on their way: one, unless the user wants more speed. */
    private static final int DEFAULT_CONCURRENCY = 1;

    private static final int MOST_CONCURRENCY = 64;
    private static final List<String> SCHEMES = List.of("http", "https");

    /** Reads the keys; mistakes are collected in the section. {@code urlRemedy} tells where to get the address. */
    public static CallSettings read(Settings section, String urlRemedy) {
        return read(section, "url", section.requiredSecret("url", urlRemedy));
    }

    /** As {@link #read(Settings, String)}, with the address under a key that has a default. */
    public static CallSettings readWithDefault(Settings section, String urlKey, String defaultUrl) {
        return read(section, urlKey, new Secret(section.text(urlKey, defaultUrl)));
    }

    private static CallSettings read(Settings section, String urlKey, Secret url) {
        Duration timeout = section.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.isZero()) {
            section.mistake("timeout", "is zero", "Give the time that one call may take, such as 10s");
        }
        return new CallSettings(
                url(section, urlKey, url),
                timeout,
                section.number("concurrency", DEFAULT_CONCURRENCY, 1, MOST_CONCURRENCY),
                section.flag("allow-link-local", false),
                TlsSettings.read(section.section("tls")));
    }

    /** The address; never logged as it is, see {@link Redaction#shown}. */
    public URI address() {
        return URI.create(url.reveal());
    }

    private static Secret url(Settings section, String key, Secret url) {
        if (!url.reveal().isEmpty() && !usable(url.reveal().strip())) {
            section.mistake(key, "is not a web address", "Give a full address that starts with https:// or http://");
        }
        return new Secret(url.reveal().strip());
    }

    private static boolean usable(String text) {
        try {
            URI uri = new URI(text);
            return Optional.ofNullable(uri.getScheme())
                            .filter(scheme -> SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)))
                            .isPresent()
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
