package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.rest.RestFixture;
import io.footman.agent.rest.Scope;
import io.footman.model.settings.InvalidSettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, asked of a running agent as a load script asks. */
class AccessTest {
    private static final String PING = "/v4/butlerping";
    private static final String OFF = "/v4/base62tobase16?base62=1";
    private static final String KEYS = "endpoints: [butlerping]\naccess: { api-keys: keys.json }\n";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private ApiKeyFile keys;

    @BeforeEach
    void openKeys() {
        keys = new ApiKeyFile(folder.resolve("keys.json"));
    }

    @Test
    void aKeyLetsItsHolderInHoweverItIsPresented() {
        String key = key("etl", Scope.INFO);
        String basic = Base64.getEncoder().encodeToString(("anyone:" + key).getBytes(StandardCharsets.UTF_8));
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            assertThat(status(agent, "Authorization", "Bearer " + key)).isEqualTo(200);
            assertThat(status(agent, "Authorization", "bearer  " + key)).isEqualTo(200);
            assertThat(status(agent, "X-API-Key", key)).isEqualTo(200);
            assertThat(status(agent, "Authorization", "Basic " + basic)).isEqualTo(200);
        }
    }

    @Test
    void aBrowserIsAskedForALoginToTheDocumentation() {
        key("reader", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS.replace("butlerping", "documentation"))) {
            HttpResponse<String> answer = agent.get("/documentation");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("www-authenticate"))
                    .anyMatch(challenge -> challenge.startsWith("Basic realm="));
        }
    }

    @Test
    void withoutAKeyNobodyIsLetIn() {
        key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            HttpResponse<String> answer = agent.get(PING);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
            assertThat(answer.body())
                    .startsWith("{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"An API key is missing. ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-API-Key, KEY0",
        "X-API-Key, fmk_",
        "X-API-Key, etl",
        "X-API-Key, ID",
        "X-API-Key, DIGEST",
        "Authorization, Bearer",
        "Authorization, KEY",
        "Authorization, Basic KEY",
        "Authorization, Basic !!!",
        "Authorization, Negotiate KEY",
        "Authorization, 'Bearer KEY, Bearer KEY'"
    })
    void whatIsNoKeyIsRefusedAlsoWhereTheAddressWouldDo(String header, String value) {
        ApiKeyFile.Created created = create("etl", Set.of(Scope.INFO), Optional.empty());
        String rest = "endpoints: [butlerping]\naccess:\n  api-keys: keys.json\n"
                + "  keyless: [ { from: [127.0.0.1], scopes: [info] } ]\n";
        try (RestFixture agent = RestFixture.start(folder, rest)) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(200);
            assertThat(status(
                            agent,
                            header,
                            value.replace("KEY", created.text().reveal())
                                    .replace("ID", created.key().id())
                                    .replace("DIGEST", created.key().digest().hex())))
                    .isEqualTo(401);
        }
    }

    @Test
    void twoKeysAtOnceAreNone() {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            HttpRequest.Builder request =
                    agent.request(PING).header("X-API-Key", key).header("Authorization", "Bearer " + key);

            assertThat(agent.send(request).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void anExpiredKeyIsRefusedByName() {
        Clock before = Clock.fixed(Instant.now().minus(Duration.ofDays(2)), ZoneOffset.UTC);
        String key = keys.create("old", Set.of(Scope.INFO), Optional.of(Duration.ofDays(1)), before, new SecureRandom())
                .text()
                .reveal();
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            HttpResponse<String> answer = agent.send(agent.request(PING).header("X-API-Key", key));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("The API key old has expired").doesNotContain(key);
        }
    }

    @Test
    void keysAreMadeAndRevokedWhileTheAgentRuns() {
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            String key = key("etl", Scope.INFO);
            await().atMost(PATIENCE).until(() -> status(agent, "X-API-Key", key) == 200);

            keys.revoke("etl");

            await().atMost(PATIENCE).until(() -> status(agent, "X-API-Key", key) == 401);
        }
    }

    @Test
    void aDamagedKeyFileLetsNobodyInAndIsTold() throws Exception {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            assertThat(status(agent, "X-API-Key", key)).isEqualTo(200);
            String good = Files.readString(keys.path());

            Files.writeString(keys.path(), good.substring(0, good.length() / 2));

            await().atMost(PATIENCE).until(() -> status(agent, "X-API-Key", key) == 401);
            assertThat(health(agent).statusCode()).isEqualTo(503);
            assertThat(health(agent).body()).contains("keys.json is damaged");

            Files.writeString(keys.path(), good + "\n");

            await().atMost(PATIENCE).until(() -> status(agent, "X-API-Key", key) == 200);
            assertThat(health(agent).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeyFileThatVanishesLetsNobodyInAndIsTold() throws Exception {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            Files.delete(keys.path());

            await().atMost(PATIENCE).until(() -> status(agent, "X-API-Key", key) == 401);
            assertThat(health(agent).body()).contains("keys.json is gone");
        }
    }

    @Test
    void aScopeThatIsMissingIsNamedWithTheEndpointAndNotTheKey() {
        String key = key("etl", Scope.FILES);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            HttpResponse<String> answer = agent.send(agent.request(PING).header("X-API-Key", key));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("The endpoint butlerping needs the scope info")
                    .doesNotContain(key)
                    .doesNotContain("etl");
        }
    }

    @Test
    void strangersLearnNothingOfTheRoutes() {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            for (String path : new String[] {PING, OFF, "/v4/nothing", "/health"}) {
                assertThat(agent.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(agent.send(agent.request(OFF).header("X-API-Key", key)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void healthNeedsNoKey() throws Exception {
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            assertThat(health(agent).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void addressesAloneSufficeAndAllOthersAreRefused() {
        String all = "endpoints: [butlerping]\nhost: 127.0.0.1\naccess: { allowed-addresses: [%s] }\n";
        try (RestFixture agent = RestFixture.start(folder.resolve("a"), all.formatted("10.1.0.0/16, localhost"))) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(200);
        }
        try (RestFixture agent = RestFixture.start(folder.resolve("b"), all.formatted("10.1.0.0/16"))) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(403);
            assertThat(agent.get(PING).body()).contains("Calls from 127.0.0.1 are refused");
        }
    }

    @Test
    void aKeyFromAnAddressThatIsNotAllowedIsRefused() {
        String key = key("etl", Scope.INFO);
        String rest = "endpoints: [butlerping]\naccess: { api-keys: keys.json, allowed-addresses: [10.1.0.0/16] }\n";
        try (RestFixture agent = RestFixture.start(folder, rest)) {
            assertThat(status(agent, "X-API-Key", key)).isEqualTo(403);
        }
    }

    @Test
    void keylessAddressesDoWhatIsGrantedAndNoMore() {
        String rest =
                "endpoints: [butlerping]\naccess: { api-keys: keys.json, keyless: [ { from: [%s], scopes: [%s] } ] }\n";
        try (RestFixture agent = RestFixture.start(folder.resolve("a"), rest.formatted("127.0.0.1", "info"))) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(200);
        }
        try (RestFixture agent = RestFixture.start(folder.resolve("b"), rest.formatted("127.0.0.1", "messages"))) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(403);
        }
        try (RestFixture agent = RestFixture.start(folder.resolve("c"), rest.formatted("10.1.2.3", "info"))) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void withoutAccessOnlyThisMachineIsServedAndThatIsSaid() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            assertThat(agent.get(PING).statusCode()).isEqualTo(200);
            assertThat(agent.agent().settings().warnings())
                    .anyMatch(warning -> warning.contains("open to this machine alone"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "'::'", "sense.example.com", "127.0.0.1.example.com"})
    void withoutAccessNoOtherAddressIsListenedOn(String host) {
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [butlerping]\nhost: " + host))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.host")
                .hasMessageContaining("api-keys, client-certificates or allowed-addresses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access: {}                                              | footman.rest.access.api-keys",
                "access: { allowed-addresses: [] }                       | footman.rest.access.allowed-addresses",
                "access: { allowed-addresses: ['10.1.0.0/99'] }          | footman.rest.access.allowed-addresses",
                "access: { keyless: [ { from: [], scopes: [info] } ] }   | footman.rest.access.keyless[0].from",
                "access: { keyless: [ { from: [10.1.2.3] } ] }           | footman.rest.access.keyless[0].scopes",
                "access: { keyless: [ { from: [10.1.2.3], scopes: [root] } ] } | footman.rest.access.keyless[0].scopes",
                "access: { api-key: keys.json }                          | footman.rest.access.api-key",
                "access: { client-certificates: { authority: no.pem } }  | footman.rest.access.client-certificates.authority",
                "rate-limit: -1                                          | footman.rest.rate-limit",
            })
    void mistakesAreNamedByTheirKey(String line, String key) {
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [butlerping]\n" + line))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(key);
    }

    @Test
    void anAuditFileThatCannotBeWrittenRefusesTheStart() throws IOException {
        Files.createDirectories(folder.resolve("logs/audit.log"));

        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [butlerping]"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.audit-file");
    }

    @Test
    void callsBeyondTheLimitAreToldWhenToComeBack() {
        String first = key("first", Scope.INFO);
        String second = key("second", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS + "rate-limit: 3\n")) {
            HttpResponse<String> answer = agent.send(agent.request(PING).header("X-API-Key", first));
            assertThat(answer.headers().firstValue("x-ratelimit-limit")).hasValue("3");
            assertThat(answer.headers().firstValue("x-ratelimit-remaining")).hasValue("2");
            assertThat(answer.headers().firstValueAsLong("x-ratelimit-reset").orElseThrow())
                    .isBetween(1L, 60L);
            status(agent, "X-API-Key", first);
            status(agent, "X-API-Key", first);

            HttpResponse<String> refused = agent.send(agent.request(PING).header("X-API-Key", first));

            long seconds = refused.headers().firstValueAsLong("retry-after").orElseThrow();
            assertThat(seconds).isBetween(1L, 60L);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body())
                    .isEqualTo("{\"statusCode\":429,\"error\":\"Too Many Requests\","
                            + "\"message\":\"Rate limit exceeded, retry in " + seconds + " seconds\"}");
            assertThat(status(agent, "X-API-Key", second)).isEqualTo(200);
        }
    }

    @Test
    void wrongKeysAreLimitedByAddressAndShutNoGoodKeyOut() {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            for (int i = 0; i < 100; i++) {
                assertThat(status(agent, "X-API-Key", "fmk_wrong")).isEqualTo(401);
            }
            assertThat(status(agent, "X-API-Key", "fmk_wrong")).isEqualTo(429);
            assertThat(status(agent, "X-API-Key", key)).isEqualTo(200);
        }
    }

    @Test
    void noLimitMeansNoLimit() {
        String key = key("etl", Scope.INFO);
        try (RestFixture agent = RestFixture.start(folder, KEYS + "rate-limit: 0\n")) {
            HttpResponse<String> answer = agent.send(agent.request(PING).header("X-API-Key", key));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-ratelimit-limit")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example.com, 403",
        "Origin, null, 403",
        "Origin, https://127.0.0.1:PORT, 403",
        "Origin, http://127.0.0.1, 403",
        "Origin, http://127.0.0.1:PORT, 200",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, Cross-Site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200"
    })
    void pagesOfOtherSitesCannotCall(String header, String value, int expected) {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            assertThat(status(agent, header, value.replace("PORT", String.valueOf(agent.port()))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aLinkToTheDocumentationCanBeFollowed() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation, keyValueStore]")) {
            assertThat(navigate(agent, "/documentation")).isEqualTo(200);
            assertThat(navigate(agent, "/v4/keyvaluesnamespaces")).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://footman.example.com, 200",
        "https://footman.example.com.evil.com, 403",
        "http://footman.example.com, 403"
    })
    void pagesOfThePublicAddressMayCallThroughAProxy(String origin, int expected) {
        String rest = "endpoints: [butlerping]\nhost: 127.0.0.1\npublic-url: 'https://footman.example.com/agent'\n"
                + "access: { allowed-addresses: [127.0.0.1] }\n";
        try (RestFixture agent = RestFixture.start(folder, rest)) {
            assertThat(RawHttp.status(agent.port(), PING, "Host: footman.example.com", "Origin: " + origin))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:8080, 200",
        "[::1]:8080, 200",
        "evil.example.com:8080, 403",
        "localhost.evil.com, 403"
    })
    void aNameThatLeadsHereByRebindingIsRefused(String host, int expected) throws Exception {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            assertThat(RawHttp.get(agent.port(), PING, "Host: " + host)).startsWith("HTTP/1.1 " + expected + " ");
        }
    }

    @Test
    void aPageUnderARebornNameCannotPostWhereAddressesSuffice() throws Exception {
        String rest = "endpoints: [butlerping]\nhost: 127.0.0.1\naccess: { allowed-addresses: [127.0.0.1] }\n";
        try (RestFixture agent = RestFixture.start(folder, rest)) {
            String evil = "evil.example.com:" + agent.port();
            assertThat(RawHttp.get(agent.port(), PING, "Host: " + evil, "Origin: http://" + evil))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    private String key(String name, Scope scope) {
        return create(name, EnumSet.of(scope), Optional.empty()).text().reveal();
    }

    private ApiKeyFile.Created create(String name, Set<Scope> scopes, Optional<Duration> expires) {
        return keys.create(name, scopes, expires, Clock.systemUTC(), new SecureRandom());
    }

    private static int status(RestFixture agent, String header, String value) {
        // The JDK's client lets no one set these without being asked.
        return RawHttp.status(agent.port(), PING, header + ": " + value);
    }

    private static int navigate(RestFixture agent, String path) {
        return RawHttp.status(agent.port(), path, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate");
    }

    private static HttpResponse<String> health(RestFixture agent) throws IOException, InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + agent.agent().port() + "/health/readiness");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
    }
}
