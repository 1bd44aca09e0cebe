package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.RestFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyValueSubsTest {
    @TempDir
    Path folder;

    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start() {
        agent = RestFixture.start(
                folder, "endpoints: [butlerping, apiListEnabledEndpoints, keyValueStore]\nrate-limit: 0");
        script = new LoadScript(agent.port());
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
    }

    @Test
    void valuesComeBackAsTheyWere() {
        for (String value : NastyValues.texts()) {
            script.call("AddKeyValue", "sales", "day", value, "");
            script.call("GetKeyValue", "sales", "day", "vRead");

            assertThat(script.variable("vRead")).isEqualTo(value);
        }
    }

    @Test
    void anyNameMayBeOneOfANamespaceOrKey() {
        for (String name : NastyValues.NAMES) {
            script.call("AddKeyValue", name, name, "value of " + name, 60_000L);
            script.call("GetKeyValue", name, name, "vRead");
            assertThat(script.variable("vRead")).isEqualTo("value of " + name);

            script.call("ExistsKeyValue", name, name, "vExists");
            assertThat(script.variable("vExists")).isEqualTo("true");
            assertThat(script.call("GetAllKeysInNamespace", "Keys", name).get(0).body())
                    .contains("\"keys\":[{\"key\":");

            script.call("DeleteKeyValue", name, name);
            script.call("ExistsKeyValue", name, name, "vExists");
            assertThat(script.variable("vExists")).isEqualTo("false");

            script.call("DeleteKeyValueNamespace", name);
            assertThat(script.call("GetKeyValueNamespaces", "Namespaces").get(0).body())
                    .isEqualTo("[]");
        }
    }

    @Test
    void timeToLiveMayBeLeftOut() {
        assertThat(script.call("AddKeyValue", "sales", "day", "today").get(0).body())
                .contains("\"ttl\":0");
        assertThat(script.call("AddKeyValue", "sales", "day", "today", "5000")
                        .get(0)
                        .body())
                .contains("\"ttl\":5000");
    }

    @Test
    void tellsWhatIsThere() {
        script.call("PingFootman", "vVersion");
        assertThat(script.variable("vVersion")).isNotEmpty();
        assertThat(script.variable("vFootmanOk")).isEqualTo("1");

        assertThat(List.of(script.call("GetEnabledButlerAPIEndpoints", "Endpoints")
                        .get(0)
                        .body()
                        .replaceAll("[\\[\\]\"]", "")
                        .split(",")))
                .containsExactlyInAnyOrder("butlerping", "apiListEnabledEndpoints", "keyValueStore");
    }
}
