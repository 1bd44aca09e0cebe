package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.model.settings.InvalidSettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RestServerTest {
    @TempDir
    Path folder;

    @Test
    void answersAnEndpointThatIsSwitchedOn() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            HttpResponse<String> answer = agent.get("/v4/butlerping");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
            assertThat(answer.body()).startsWith("{\"response\":\"Butler reporting for duty\",\"butlerVersion\":\"");
        }
    }

    @Test
    void doesNotKnowAnEndpointThatIsSwitchedOff() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: []")) {
            HttpResponse<String> answer = agent.get("/v4/butlerping");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"statusCode\":404,\"error\":\"Not Found\","
                                    + "\"message\":\"Route GET:/v4/butlerping not found: footman.rest.endpoints does not name butlerping\"}");
        }
    }

    @Test
    void tellsThatABodyIsMissing() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [keyValueStore]")) {
            HttpResponse<String> answer =
                    agent.send(agent.request("/v4/keyvalues/ns").POST(HttpRequest.BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("FST_ERR_VALIDATION", "body must be object: the call has none");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseReadsWhatScriptsStore() throws IOException {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [keyValueStore]")) {
            agent.post("/v4/keyvalues/ns", "{\"key\":\"k\",\"value\":\"v\"}");

            assertThat(Files.getPosixFilePermissions(folder.resolve("journal.db")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(folder.resolve("journal.db-wal")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void healthIsServedByTheOtherServerOnly() throws Exception {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            assertThat(agent.get("/health").statusCode()).isEqualTo(404);
            assertThat(onServer(agent, "/health")).isEqualTo(200);
            assertThat(onServer(agent, "/v4/butlerping")).isEqualTo(404);
        }
    }

    @Test
    void postTakesTheMethodThatItsHeaderNames() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            HttpRequest.Builder request = agent.request("/v4/butlerping")
                    .header("X-HTTP-Method-Override", "get")
                    .POST(HttpRequest.BodyPublishers.noBody());

            assertThat(agent.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesToStartWhenItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> RestFixture.start(folder, "port: " + taken.getLocalPort()))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("footman.rest.port");
        }
    }

    @Test
    void refusesToStartOnAnAddressThatNobodyHas() {
        String rest = "host: nobody.invalid\naccess: { allowed-addresses: [127.0.0.1] }";

        assertThatThrownBy(() -> RestFixture.start(folder, rest))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.host")
                .hasMessageContaining("nobody.invalid");
    }

    @Test
    void namesTheEndpointsThereAreWhenOneIsMisspelt() {
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [butlerpong]"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.endpoints")
                .hasMessageContaining("butlerpong")
                .hasMessageContaining("fileCopy");
    }

    private static int onServer(RestFixture agent, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + agent.agent().port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
