package io.footman.agent.loadscript.info;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.RestFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoControllerTest {
    private static RestFixture agent;

    @BeforeAll
    static void start(@TempDir Path folder) {
        agent = RestFixture.start(
                folder, "endpoints: [butlerping, apiListEnabledEndpoints, base62ToBase16, base16ToBase62]");
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @Test
    void pingsInButlersWords() {
        assertThat(agent.get("/v4/butlerping").body())
                .matches("\\{\"response\":\"Butler reporting for duty\",\"butlerVersion\":\"[^\"]+\"}");
    }

    @Test
    void listsWhatIsSwitchedOn() {
        assertThat(agent.get("/v4/configfile/endpointsenabled").body())
                .isEqualTo("[\"butlerping\",\"apiListEnabledEndpoints\",\"base62ToBase16\",\"base16ToBase62\"]");
    }

    @Test
    void convertsIdsBothWaysWithTheFieldsInButlersOrder() {
        String both = "{\"base62\":\"6DMW88LpSok9Z7P7hUK0wv7bF\",\"base16\":\"3199af08bfeeaf5d420f27ed9c01e74370077\"}";

        assertThat(agent.get("/v4/base62tobase16?base62=6DMW88LpSok9Z7P7hUK0wv7bF")
                        .body())
                .isEqualTo(both);
        assertThat(agent.get("/v4/base16tobase62?base16=3199af08bfeeaf5d420f27ed9c01e74370077")
                        .body())
                .isEqualTo(both);
    }

    @Test
    void answersBadRequestForWhatIsNoNumberWhereButlerFailed() {
        HttpResponse<String> answer = agent.get("/v4/base16tobase62?base16=210832b5-6174");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"Failed converting from base16 to"
                                + " base62: the parameter base16 has a character at place 9 that is none of 0123456789abcdef."
                                + " A GUID is written without dashes\"}");
    }
}
