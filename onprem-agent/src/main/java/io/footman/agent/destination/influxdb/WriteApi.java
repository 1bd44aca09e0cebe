package io.footman.agent.destination.influxdb;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one version of InfluxDB takes points, and how it wants to be logged in to: {@code /write} (1.x),
 * {@code /api/v2/write} (2.x), {@code /api/v3/write_lp} (3.x).
 *
 * @param path below the server's address
 * @param parameters of every write
 * @param login what is sent as {@code Authorization}, if there is a login
 * @param shown database or bucket, in words for people
 * @param schema how a missing database is made; 1.x only
 */
record WriteApi(
        String path, Map<String, String> parameters, Optional<Login> login, String shown, Optional<Schema> schema) {
    private static final String DATABASE = "butler";
    private static final int OLDEST = 1;
    private static final int NEWEST = 3;

    /**
     * A login.
     *
     * @param header value of {@code Authorization}
     * @param parts the secrets in it, each of which must not be shown
     */
    record Login(Secret header, List<Secret> parts) {}

    /**
     * Database and retention policy of a 1.x server.
     *
     * @param database its name
     * @param policy name of the retention policy, if one is configured
     * @param keep how long the policy keeps points; zero for ever
     */
    record Schema(String database, Optional<String> policy, Duration keep) {}

    static WriteApi read(Settings section) {
        if (!section.has("version")) {
            section.mistake("version", "is missing", "Give 1, 2 or 3: the first digit of the server's version");
        }
        return switch (section.number("version", OLDEST, OLDEST, NEWEST)) {
            case 2 -> second(section);
            case 3 -> third(section);
            default -> first(section);
        };
    }

    /** The address of a write. */
    URI address(URI server) {
        return address(server, path, parameters);
    }

    /** The address of any other call. */
    static URI address(URI server, String path, Map<String, String> parameters) {
        return URI.create(server.toString().replaceAll("/+$", "")
                + path
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", "")));
    }

    /** Texts that must never be shown. */
    List<String> secrets() {
        return login.stream()
                .flatMap(own -> Stream.concat(Stream.of(own.header()), own.parts().stream()))
                .map(Secret::reveal)
                .toList();
    }

    private static WriteApi first(Settings section) {
        String database = section.text("database", DATABASE);
        Settings policy = section.section("retention-policy");
        Optional<String> name = policy.optionalText("name");
        if (policy.has("duration") && name.isEmpty()) {
            policy.mistake("name", "is missing", "Give the retention policy a name, such as 10d");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("db", database);
        name.ifPresent(text -> parameters.put("rp", text));
        parameters.put("precision", "ns");
        return new WriteApi(
                "/write",
                parameters,
                basic(section),
                "database " + database,
                Optional.of(new Schema(database, name, policy.duration("duration", Duration.ZERO))));
    }

    private static Optional<Login> basic(Settings section) {
        Optional<String> username = section.optionalText("username");
        Optional<Secret> password = section.optionalSecret("password");
        if (username.isPresent() != password.isPresent()) {
            section.mistake(
                    username.isPresent() ? "password" : "username",
                    "is missing",
                    "A login needs user name and password");
        }
        return username.flatMap(user -> password.map(secret -> {
            String both =
                    Base64.getEncoder().encodeToString((user + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8));
            return new Login(new Secret("Basic " + both), List.of(secret, new Secret(both)));
        }));
    }

    private static WriteApi second(Settings section) {
        String organization = section.requiredText("org", "Give the organization's name or id");
        String bucket = section.requiredText("bucket", "Give the name of the bucket that points go to");
        Secret token = section.requiredSecret("token", "Give an API token that may write into the bucket");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("org", organization);
        parameters.put("bucket", bucket);
        parameters.put("precision", "ns");
        return new WriteApi(
                "/api/v2/write",
                parameters,
                Optional.of(token("Token ", token)),
                "bucket " + bucket + " of " + organization,
                Optional.empty());
    }

    private static WriteApi third(Settings section) {
        String database = section.requiredText("database", "Give the name of the database that points go to");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("db", database);
        parameters.put("precision", "nanosecond");
        parameters.put("accept_partial", "false");
        return new WriteApi(
                "/api/v3/write_lp",
                parameters,
                section.optionalSecret("token").map(token -> token("Bearer ", token)),
                "database " + database,
                Optional.empty());
    }

    private static Login token(String scheme, Secret token) {
        return new Login(new Secret(scheme + token.reveal()), List.of(token));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
