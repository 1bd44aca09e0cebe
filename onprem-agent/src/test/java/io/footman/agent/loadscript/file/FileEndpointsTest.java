package io.footman.agent.loadscript.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What load scripts see (Butler REST API §3.2, §3.3, §4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "paths are written as on Linux")
class FileEndpointsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Path root;
    private Path in;
    private Path out;
    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path temp) throws IOException {
        root = temp.toRealPath();
        in = Files.createDirectories(root.resolve("in"));
        out = Files.createDirectories(root.resolve("out"));
        Files.createDirectories(root.resolve("qvd"));
        rest = RestFixture.start(root, """
                endpoints: [fileCopy, fileMove, fileDelete, createDir, createDirQVD, getDiskSpace, classicCreateDir, classicGetDiskSpace]
                files:
                  copy: [{ from: "%1$s/in", to: "%1$s/out" }]
                  move: [{ from: "%1$s/in", to: "%1$s/out" }]
                  delete: ["%1$s/in"]
                  create: ["%1$s/in"]
                  qvd: "%1$s/qvd"
                """.formatted(root));
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @Test
    void copiesAndEchoesNormalPathsAndReadsTextsForBooleans() throws IOException {
        Files.writeString(in.resolve("a#b.qvd"), "data");

        HttpResponse<String> answer = rest.put("/v4/filecopy", """
                {"fromFile":"%s//x/..\\\\a%%23b.qvd","toFile":"%s/new/a.qvd","overwrite":"true","preserveTimestamp":""}
                """.formatted(in, out));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("{\"fromFile\":\"" + in + "/a#b.qvd\",\"toFile\":\"" + out
                        + "/new/a.qvd\",\"overwrite\":true,\"preserveTimestamp\":false,\"copied\":true}");
        assertThat(out.resolve("new/a.qvd")).hasContent("data");
    }

    @Test
    void copyOntoAnExistingFileAnswersAsButlerAndSaysThatNothingWasCopied() throws IOException {
        Files.writeString(in.resolve("new"), "new");
        Files.writeString(out.resolve("old"), "old");

        HttpResponse<String> answer = rest.put("/v4/filecopy", ends("new", "old"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("copied").booleanValue()).isFalse();
        assertThat(out.resolve("old")).hasContent("old");
    }

    @Test
    void movesAlsoByMethodOverride() throws IOException {
        Files.writeString(in.resolve("m"), "data");

        HttpResponse<String> answer = rest.send(rest.request("/v4/filemove")
                .header("X-HTTP-Method-Override", "PUT")
                .POST(BodyPublishers.ofString(ends("m", "moved"))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo("{\"fromFile\":\"" + in + "/m\",\"toFile\":\"" + out + "/moved\",\"overwrite\":false}");
        assertThat(in.resolve("m")).doesNotExist();
    }

    @Test
    void deletesByBody() throws IOException {
        Path file = Files.writeString(in.resolve("d"), "data");

        HttpResponse<String> answer = rest.delete("/v4/filedelete", text("deleteFile", file));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void createsDirectoriesAndEchoesThemAsSent() {
        String sent = in + "//made\\\\here";

        HttpResponse<String> answer = rest.post("/v4/createdir", "{\"directory\":\"" + sent + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"directory\":\"" + sent + "\"}");
        assertThat(in.resolve("made/here")).isDirectory();
        assertThat(rest.post("/v4/createdirqvd", "{\"directory\":\"sales/2026\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(root.resolve("qvd/sales/2026")).isDirectory();
    }

    @Test
    void createsDirectoriesByClassicGet() throws JsonProcessingException {
        for (String route : new String[] {"/createDir", "/v2/createDir"}) {
            HttpResponse<String> answer = rest.get(route + "?directory=" + encoded(in + "/classic" + route));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).get("directory").asText()).isEqualTo(in + "/classic" + route);
            assertThat(in.resolve("classic" + route)).isDirectory();
        }
    }

    @Test
    void tellsDiskSpaceInBytes() throws IOException {
        long total = Files.getFileStore(in).getTotalSpace();
        for (String route : new String[] {"/v4/diskspace", "/getDiskSpace", "/v2/getDiskSpace"}) {
            JsonNode space = json(rest.get(route + "?path=" + encoded(in.toString())));
            assertThat(space.get("path").asText()).isEqualTo(in.toString());
            assertThat(space.get("total").longValue()).isEqualTo(total);
            assertThat(space.get("free").longValue()).isPositive();
            assertThat(space.get("available").longValue()).isPositive();
        }
        JsonNode butler = json(rest.get("/v4/getdiskspace?path=" + encoded(in.toString())));
        assertThat(butler.fieldNames()).toIterable().containsExactly("available", "free", "total");
    }

    @Test
    void tellsDiskSpaceAsATableForALoad() {
        HttpResponse<String> answer = rest.get("/getDiskSpace?format=table&path=" + encoded(in.toString()));

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        String[] lines = answer.body().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).isEqualTo("path\ttotal\tfree\tavailable");
        assertThat(lines[1].split("\t")).hasSize(4).startsWith(in.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /v4/filecopy     | {\"fromFile\":\"/x\"}              | 400 | Required parameter missing: \"toFile\"",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"\",\"toFile\":\"/x\"}  | 400 | Required parameter missing: \"fromFile\"",
                "PUT    | /v4/filemove     | {}                                 | 400 | Required parameter missing: \"fromFile\"",
                "DELETE | /v4/filedelete   | {}                                 | 400 | Required parameter missing: \"deleteFile\"",
                "POST   | /v4/createdir    | {\"directory\":\"\"}                 | 400 | Required parameter missing: \"directory\"",
                "POST   | /v4/createdirqvd | {}                                 | 400 | Required parameter missing: \"directory\"",
                "PUT    | /v4/filecopy     | []                                 | 400 | body must be object",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"IN/none\",\"toFile\":\"OUT/x\"} | 400 | fromFile does not exist",
                "PUT    | /v4/filemove     | {\"fromFile\":\"IN/none\",\"toFile\":\"OUT/x\"} | 400 | fromFile does not exist",
                "DELETE | /v4/filedelete   | {\"deleteFile\":\"IN/none\"}         | 400 | Delete failed, file does not exist",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"OUT/x\",\"toFile\":\"IN/x\"}    | 403 | No approved fromDir/toDir for file copy",
                "PUT    | /v4/filemove     | {\"fromFile\":\"/etc/passwd\",\"toFile\":\"OUT/x\"} | 403 | No approved fromDir/toDir for file move",
                "DELETE | /v4/filedelete   | {\"deleteFile\":\"/etc/none\"}       | 403 | No approved directory for file delete",
                "POST   | /v4/createdir    | {\"directory\":\"/etc/x\"}           | 403 | No approved directory for directory creation",
                "POST   | /v4/createdirqvd | {\"directory\":\"../x\"}             | 403 | Directory must be within the QVD folder",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"//srv/s/x\",\"toFile\":\"OUT/x\"} | 400 | UNC paths not supported for file copy operations",
                "PUT    | /v4/filemove     | {\"fromFile\":\"\\\\\\\\srv\\\\s\\\\x\",\"toFile\":\"OUT/x\"} | 400 | UNC paths not supported for file move operations",
                "DELETE | /v4/filedelete   | {\"deleteFile\":\"//srv/s/x\"}       | 400 | UNC paths not supported for file delete operations",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"IN/x\\u0001\",\"toFile\":\"OUT/x\"} | 400 | Failed copying file",
                "PUT    | /v4/filecopy     | {\"fromFile\":\"IN/x\",\"toFile\":\"OUT/x\",\"overwrite\":\"maybe\"} | 400 | body/overwrite must be boolean"
            })
    void refusesInButlersWords(String method, String route, String body, int status, String message)
            throws JsonProcessingException {
        HttpResponse<String> answer = rest.send(rest.request(route)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        BodyPublishers.ofString(
                                body.replace("IN", in.toString()).replace("OUT", out.toString()))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("statusCode").intValue()).isEqualTo(status);
        assertThat(json(answer).get("error").asText()).isNotEmpty();
        assertThat(json(answer).get("message").asText()).startsWith(message);
    }

    @Test
    void refusesAnEmptyBodyInTheShapeOfErrors() throws JsonProcessingException {
        HttpResponse<String> answer = rest.put("/v4/filecopy", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("statusCode").intValue()).isEqualTo(400);
    }

    @Test
    void refusesToMoveOntoAnExistingFile() throws IOException {
        Files.writeString(in.resolve("taking"), "new");
        Files.writeString(out.resolve("taken"), "old");

        HttpResponse<String> answer = rest.put("/v4/filemove", ends("taking", "taken"));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer).get("message").asText())
                .startsWith("Failed moving file")
                .contains("overwrite true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/diskspace", "/getDiskSpace"})
    void diskSpaceNeedsAPathThatIsApproved(String route) {
        assertThat(rest.get(route).statusCode()).isEqualTo(400);
        assertThat(rest.get(route + "?path=").statusCode()).isEqualTo(400);
        assertThat(rest.get(route + "?path=%2Fetc").statusCode()).isEqualTo(403);
        assertThat(rest.get(route + "?path=" + encoded(in + "/none")).statusCode())
                .isEqualTo(400);
        assertThat(rest.get("/v4/getdiskspace").statusCode()).isEqualTo(409);
    }

    @Test
    void neverTellsRealPathsOfTheServer() throws IOException {
        Path outside = Files.createDirectories(root.resolve("elsewhere"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(in.resolve("leak"), outside);

        HttpResponse<String> answer = rest.put("/v4/filecopy", ends("leak/secret", "stolen"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("elsewhere");
        assertThat(out.resolve("stolen")).doesNotExist();
    }

    private String ends(String from, String to) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of(
                "fromFile",
                in.resolve(from).toString(),
                "toFile",
                out.resolve(to).toString()));
    }

    private static String text(String field, Path path) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of(field, path.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        assertThat(answer.statusCode()).isNotZero();
        return JSON.readTree(answer.body());
    }
}
