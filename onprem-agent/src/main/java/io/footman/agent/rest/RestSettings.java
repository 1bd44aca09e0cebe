package io.footman.agent.rest;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Section {@code footman.rest}, but for what its services have for themselves.
 *
 * @param host address to listen on
 * @param port TCP port; 0 takes any free one
 * @param identity certificate and key, with an empty password; HTTPS is spoken when they are given
 * @param endpoints what is switched on
 * @param publicUrl the address that callers use, for the documentation; by default made from host and port
 */
public record RestSettings(
        String host, int port, Optional<KeyStore> identity, Set<Endpoint> endpoints, Optional<URI> publicUrl)
        implements RestPart {
    public static final String NAME = "rest";

    /** The section below that says who may call. */
    public static final String ACCESS = "access";

    static final int PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY_ADDRESS = "0.0.0.0";
    private static final Pattern LOOPBACKS = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|::1|\\[::1]");

    public RestSettings {
        endpoints = Set.copyOf(endpoints);
    }

    /** Reads the section; mistakes are collected there. */
    public static RestSettings read(Settings footman) {
        Settings section = footman.section(NAME);
        return new RestSettings(
                host(section),
                section.number("port", PORT, 0, HIGHEST_PORT),
                identity(section),
                endpoints(section),
                section.optionalUri("public-url", List.of("http", "https")));
    }

    /** Whether an endpoint is switched on. */
    public boolean offers(Endpoint endpoint) {
        return endpoints.contains(endpoint);
    }

    @Override
    public List<String> warnings() {
        return endpoints.isEmpty()
                ? List.of("footman.rest.endpoints is empty: the REST API answers nothing but \"not found\"")
                : List.of();
    }

    /** Whether only this machine reaches a server at this address. */
    public static boolean isLoopback(String host) {
        return LOOPBACKS.matcher(host).matches();
    }

    /** Without a word on who may call, nobody but this machine may reach the server. */
    private static String host(Settings section) {
        boolean guarded = section.has(ACCESS);
        String host = section.text("host", guarded ? ANY_ADDRESS : LOOPBACK).strip();
        if (!guarded && !isLoopback(host)) {
            section.mistake(
                    "host",
                    "is \"" + host + "\", where anyone could call: nothing says who may",
                    "Give footman.rest.access with api-keys, client-certificates or allowed-addresses, or listen on "
                            + LOOPBACK);
        }
        return host;
    }

    private static Set<Endpoint> endpoints(Settings section) {
        Set<Endpoint> endpoints = EnumSet.noneOf(Endpoint.class);
        for (String flag : section.texts("endpoints", List.of())) {
            Endpoint.of(flag)
                    .ifPresentOrElse(
                            endpoints::add,
                            () -> section.mistake(
                                    "endpoints",
                                    "holds \"" + flag + "\", which is no endpoint",
                                    "Choose from "
                                            + Stream.of(Endpoint.values())
                                                    .map(Endpoint::flag)
                                                    .collect(Collectors.joining(", "))));
        }
        return endpoints;
    }

    private static Optional<KeyStore> identity(Settings section) {
        Optional<Path> certificate = section.optionalFile("certificate");
        Optional<Path> key = section.optionalFile("key");
        Optional<Secret> password = section.optionalSecret("key-password");
        if (section.has("certificate") != section.has("key")) {
            section.mistake(
                    section.has("key") ? "certificate" : "key",
                    "is missing",
                    "A certificate and its key are only of use together");
        }
        return certificate.flatMap(file -> key.flatMap(keyFile -> {
            try {
                return Optional.of(Pem.identityStore(file, keyFile, password));
            } catch (PemException e) {
                section.mistake("certificate", "cannot be used: " + e.getMessage(), "Give a PEM file and its key");
                return Optional.empty();
            }
        }));
    }
}
