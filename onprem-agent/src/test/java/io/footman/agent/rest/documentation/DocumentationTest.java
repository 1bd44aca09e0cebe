package io.footman.agent.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestFixture;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    private static final String EVERYTHING =
            Arrays.stream(Endpoint.values()).map(Endpoint::flag).collect(Collectors.joining(", "));

    private static final String MESSAGES = """
            slack: { destination: ops }
            teams: { url: "http://127.0.0.1:1/x" }
            new-relic: { accounts: { main: { id: 1, insert-key: key } } }
            """;

    @TempDir
    Path folder;

    @Test
    void describesExactlyTheRoutesThereAre() {
        try (RestFixture agent = everything()) {
            Set<String> routes = agent.agent()
                    .part(Router.class)
                    .uriRoutes()
                    .filter(route -> route.getTargetMethod().hasAnnotation(Offered.class))
                    // A HEAD follows its GET and is not described apart.
                    .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                    .map(ApiDocument::operation)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(operations(document(agent, "/documentation/json"))).isEqualTo(routes);
            assertThat(operations(document(agent, "/documentation/yaml"))).isEqualTo(routes);
        }
    }

    @Test
    void tellsOfEachOperationWhatItDoes() {
        try (RestFixture agent = everything()) {
            document(agent, "/documentation/json")
                    .getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        assertThat(operation.getSummary())
                                .as(method + " " + path)
                                .isNotBlank();
                        assertThat(operation.getTags()).as(method + " " + path).isNotEmpty();
                        assertThat(operation.getOperationId())
                                .as(method + " " + path)
                                .isNotBlank();
                    }));
        }
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation, butlerping]")) {
            assertThat(operations(document(agent, "/documentation/json")))
                    .contains("GET /v4/butlerping")
                    .allMatch(
                            operation -> operation.contains("/documentation") || operation.contains("/v4/butlerping"));
        }
    }

    @Test
    void namesTheAddressThatCallersUse() {
        String rest = "endpoints: [documentation]\npublic-url: https://footman.example.com/api";
        try (RestFixture agent = RestFixture.start(folder, rest)) {
            assertThat(document(agent, "/documentation/json").getServers())
                    .singleElement()
                    .satisfies(server -> assertThat(server.getUrl()).isEqualTo("https://footman.example.com/api"));
        }
    }

    @Test
    void pageAndItsOwnFilesNameNoOtherHost() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation]")) {
            HttpResponse<String> page = agent.get("/documentation");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(page.body()).doesNotContain("//").contains("src=\"documentation/start.js\"");
            assertThat(agent.get("/documentation/start.js").body())
                    .doesNotContain("http")
                    .contains("validatorUrl: null");
            assertThat(agent.get("/documentation/swagger-ui.css").body()).doesNotContain("url(http");
        }
    }

    @Test
    void browserMayLoadFromThisServerAlone() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation]")) {
            for (String path : new String[] {"/documentation", "/documentation/swagger-ui-bundle.js"}) {
                assertThat(agent.get(path).headers().firstValue("content-security-policy"))
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "connect-src 'self'", "script-src 'self'")
                                .doesNotContain("http", "unsafe", "*"));
            }
        }
    }

    @Test
    void servesNoOtherFileOfTheApplication() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation]")) {
            for (String name :
                    new String[] {"swagger-ui.js", "..%2fapplication.yml", "%2e%2e%2flogback.xml", "index.css"}) {
                assertThat(agent.get("/documentation/" + name).statusCode())
                        .as(name)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void isNotThereUnlessSwitchedOn() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            for (String path : new String[] {"/documentation", "/documentation/json", "/documentation/start.js"}) {
                assertThat(agent.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    private static OpenAPI document(RestFixture agent, String path) {
        HttpResponse<String> answer = agent.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(answer.body(), null, new ParseOptions());
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    /** With what the endpoints need from other sections; none of it is called. */
    private RestFixture everything() {
        FakeCertificates.create(folder.resolve("certs"));
        return RestFixture.start(folder, "endpoints: [" + EVERYTHING + "]\n" + MESSAGES, """
                mqtt: { url: "mqtt://localhost:1" }
                qlik-cloud: { tenants: { acme: { id: t1, url: "https://acme.example.com" } } }
                destinations: { ops: { type: slack, url: "http://127.0.0.1:1/x" } }
                rules: []
                qlik-sense: { repository: "https://localhost:1", certificates: certs }
                start-tasks: { allow: { task-ids: ["*"] } }
                """);
    }

    private static Set<String> operations(OpenAPI document) {
        Set<String> operations = new TreeSet<>();
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> operations.add(method + " " + path)));
        return operations;
    }
}
