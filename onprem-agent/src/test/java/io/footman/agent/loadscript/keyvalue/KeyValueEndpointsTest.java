package io.footman.agent.loadscript.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.RestFixture;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key-value store on the wire (Butler REST API §3.4). */
class KeyValueEndpointsTest {
    private static final String JSON = "application/json; charset=utf-8";

    @TempDir
    Path folder;

    private RestFixture agent;

    @BeforeEach
    void start() {
        agent = RestFixture.start(folder, """
                endpoints: [keyValueStore]
                key-values: { max-keys-per-namespace: 3, max-value-size: 1KB }
                """);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void storesAndGivesBack() {
        HttpResponse<String> stored =
                agent.post("/v4/keyvalues/ns1", "{\"key\":\"k1\",\"value\":\"v1\",\"ttl\":60000}");
        HttpResponse<String> found = agent.get("/v4/keyvalues/ns1?key=k1");

        assertAnswer(stored, 201, "{'namespace':'ns1','key':'k1','value':'v1','ttl':60000}");
        assertAnswer(found, 200, "{'namespace':'ns1','key':'k1','value':'v1'}");
        assertThat(stored.headers().firstValue("content-type")).hasValue(JSON);
        assertThat(found.headers().firstValue("content-type")).hasValue(JSON);
    }

    @Test
    void tellsWhetherAKeyExists() {
        put("ns1", "k1", "v1");

        assertAnswer(
                agent.get("/v4/keyvalues/ns1/keyexists?key=k1"),
                200,
                "{'keyExists':true,'keyValue':{'namespace':'ns1','key':'k1','value':'v1'}}");
        assertAnswer(agent.get("/v4/keyvalues/ns1/keyexists?key=k2"), 200, "{'keyExists':false,'keyValue':{}}");
        assertError(agent.get("/v4/keyvalues/ns2/keyexists?key=k1"), "Namespace not found: ns2");
    }

    @Test
    void listsNamespacesAndKeys() {
        assertAnswer(agent.get("/v4/keyvaluesnamespaces"), 200, "[]");
        put("ns2", "k1", "v1");
        put("ns1", "k2", "v2");
        put("ns1", "k1", "v1");

        HttpResponse<String> namespaces = agent.get("/v4/keyvaluesnamespaces");
        HttpResponse<String> keys = agent.get("/v4/keylist/ns1");

        assertAnswer(namespaces, 200, "['ns2','ns1']");
        assertThat(namespaces.headers().firstValue("content-type")).hasValue(JSON);
        assertAnswer(keys, 200, "{'namespace':'ns1','keys':[{'key':'k2'},{'key':'k1'}]}");
        assertThat(keys.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertError(agent.get("/v4/keylist/ns3"), "Namespace not found: ns3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyvalues", "keyvalue"})
    void removesKeysAndNamespacesUnderBothPaths(String path) {
        put("ns1", "k1", "v1");
        put("ns1", "k2", "v2");

        HttpResponse<String> key = agent.delete("/v4/" + path + "/ns1/k1");
        assertThat(key.statusCode()).isEqualTo(204);
        assertThat(key.body()).isEmpty();
        assertError(agent.get("/v4/keyvalues/ns1?key=k1"), "Key 'k1' not found in namespace: ns1");

        assertThat(agent.delete("/v4/" + path + "/ns1", "{}").statusCode()).isEqualTo(204);
        assertError(agent.get("/v4/keyvalues/ns1?key=k2"), "Namespace not found: ns1");
        assertError(agent.delete("/v4/" + path + "/ns1/k1"), "Namespace not found: ns1");
        assertError(agent.delete("/v4/" + path + "/ns1"), "Namespace not found: ns1");
    }

    @Test
    void removesByPostAsTheRestConnectorDoes() {
        put("ns1", "k1", "v1");

        assertThat(agent.send(agent.request("/v4/keyvalues/ns1/k1")
                                .header("X-HTTP-Method-Override", "DELETE")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);

        assertError(agent.get("/v4/keyvalues/ns1?key=k1"), "Key 'k1' not found in namespace: ns1");
    }

    @Test
    void anEmptyKeyNeverRemovesTheNamespace() {
        put("ns1", "k1", "v1");

        assertError(agent.delete("/v4/keyvalues/ns1/"), "Key '' not found in namespace: ns1");
        assertAnswer(agent.get("/v4/keyvalues/ns1?key=k1"), 200, "{'namespace':'ns1','key':'k1','value':'v1'}");

        put("ns1", "", "nameless");
        assertAnswer(agent.get("/v4/keyvalues/ns1?key="), 200, "{'namespace':'ns1','key':'','value':'nameless'}");
        assertThat(agent.delete("/v4/keyvalues/ns1/").statusCode()).isEqualTo(204);
        assertAnswer(agent.get("/v4/keylist/ns1"), 200, "{'namespace':'ns1','keys':[{'key':'k1'}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "'\"ttl\":\"\",',0",
        "'\"ttl\":0,',0",
        "'\"ttl\":-5,',0",
        "'\"ttl\":null,',0",
        "'\"ttl\":\"5000\",',5000",
        "'\"ttl\":5000.0,',5000",
        "'\"ttl\":0.2,',1",
        "'\"ttl\":1e300,',9223372036854775807"
    })
    void readsTimesToLiveAsScriptsWriteThem(String field, long stored) {
        assertAnswer(
                agent.post("/v4/keyvalues/ns1", "{" + field + "\"key\":\"k1\",\"value\":\"v1\"}"),
                201,
                "{'namespace':'ns1','key':'k1','value':'v1','ttl':" + stored + "}");
        assertThat(agent.get("/v4/keyvalues/ns1?key=k1").statusCode()).isIn(200, stored == 1 ? 400 : 200);
    }

    @Test
    void forgetsAKeyWhenItsTimeIsOver() {
        agent.post("/v4/keyvalues/ns1", "{\"key\":\"k1\",\"value\":\"v1\",\"ttl\":\"200\"}");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertError(agent.get("/v4/keyvalues/ns1?key=k1"), "Key 'k1' not found in namespace: ns1"));
        assertAnswer(agent.get("/v4/keyvalues/ns1/keyexists?key=k1"), 200, "{'keyExists':false,'keyValue':{}}");
    }

    @Test
    void takesNumbersAndBooleansForTexts() {
        assertAnswer(
                agent.post("/v4/keyvalues/ns1", "{\"key\":12,\"value\":true}"),
                201,
                "{'namespace':'ns1','key':'12','value':'true','ttl':0}");
    }

    @Test
    void keepsAKeyWithoutValueAsEmpty() {
        assertAnswer(
                agent.post("/v4/keyvalues/ns1", "{\"key\":\"k1\"}"),
                201,
                "{'namespace':'ns1','key':'k1','value':'','ttl':0}");
        assertAnswer(agent.get("/v4/keyvalues/ns1?key=k1"), 200, "{'namespace':'ns1','key':'k1','value':''}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my namespace", "a/b", "Größe 🚨", "o'clock \"x\"", "50%", "a+b", "a&b;c=d", "#1", "{x}", "k?"})
    void takesEveryNameEncoded(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        String json = name.replace("\"", "\\\"");

        HttpResponse<String> stored =
                agent.post("/v4/keyvalues/" + encoded, "{\"key\":\"" + json + "\",\"value\":\"" + json + "\"}");

        String entry = "{\"namespace\":\"" + json + "\",\"key\":\"" + json + "\",\"value\":\"" + json + "\"";
        assertThat(stored.body()).isEqualTo(entry + ",\"ttl\":0}");
        assertThat(agent.get("/v4/keyvalues/" + encoded + "?key=" + encoded).body())
                .isEqualTo(entry + "}");
        assertThat(agent.get("/v4/keyvalues/" + encoded + "/keyexists?key=" + encoded)
                        .body())
                .isEqualTo("{\"keyExists\":true,\"keyValue\":" + entry + "}}");
        assertThat(agent.get("/v4/keylist/" + encoded).statusCode()).isEqualTo(200);
        assertThat(agent.delete("/v4/keyvalues/" + encoded + "/" + encoded).statusCode())
                .isEqualTo(204);
        assertThat(agent.delete("/v4/keyvalues/" + encoded).statusCode()).isEqualTo(204);
    }

    @Test
    void takesReservedCharactersAsTheyAre() {
        put("a+b&c;d=e", "x/y+z;1", "v");

        assertThat(agent.get("/v4/keyvalues/a+b&c;d=e?key=x/y%2Bz;1").body())
                .isEqualTo("{\"namespace\":\"a+b&c;d=e\",\"key\":\"x/y+z;1\",\"value\":\"v\"}");
        assertThat(agent.delete("/v4/keyvalues/a+b&c;d=e/x/y+z;1").statusCode()).isEqualTo(204);
    }

    @Test
    void refusesWhatIsNotComplete() {
        put("ns1", "k1", "v1");

        assertError(
                agent.post("/v4/keyvalues/ns1", "{\"value\":\"v\"}"),
                "Required parameter is missing: \\\"key\\\". Give the name to store the value under");
        assertThat(agent.get("/v4/keyvalues/ns1").body())
                .isEqualTo("{\"statusCode\":400,\"code\":\"FST_ERR_VALIDATION\",\"error\":\"Bad Request\","
                        + "\"message\":\"querystring must have required property 'key'\"}");
        assertThat(agent.post("/v4/keyvalues/ns1", "{\"key\":\"k\",\"ttl\":\"soon\"}")
                        .body())
                .contains("FST_ERR_VALIDATION", "body/ttl must be number");
    }

    @Test
    void namesTheLimitThatRefuses() {
        put("ns1", "k1", "v");
        put("ns1", "k2", "v");
        put("ns1", "k3", "v");

        HttpResponse<String> fourth = agent.post("/v4/keyvalues/ns1", "{\"key\":\"k4\",\"value\":\"v\"}");
        HttpResponse<String> large =
                agent.post("/v4/keyvalues/ns1", "{\"key\":\"k1\",\"value\":\"" + "x".repeat(1025) + "\"}");

        assertThat(fourth.statusCode()).isEqualTo(400);
        assertThat(fourth.body()).contains("'k4'", "3 are allowed", "footman.rest.key-values.max-keys-per-namespace");
        assertThat(large.statusCode()).isEqualTo(400);
        assertThat(large.body())
                .contains("'k1'", "1025 bytes", "at most 1024", "footman.rest.key-values.max-value-size");
    }

    @Test
    void survivesARestart() {
        put("ns1", "k1", "v1");

        agent.close();
        start();

        assertAnswer(agent.get("/v4/keyvalues/ns1?key=k1"), 200, "{'namespace':'ns1','key':'k1','value':'v1'}");
    }

    private void put(String namespace, String key, String value) {
        assertThat(agent.post("/v4/keyvalues/" + namespace, "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    /** @param body with ' for " */
    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static void assertError(HttpResponse<String> answer, String message) {
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"" + message + "\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
