package io.footman.agent.enrich.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a task in the repository to a template: every variable that Butler documents (Butler alerts §5) has a value. */
class DocumentedVariablesTest {
    private static final List<String> TASK = List.of(
            "hostName",
            "user",
            "taskName",
            "taskId",
            "taskCustomProperties",
            "taskTags",
            "taskIsManuallyTriggered",
            "taskMaxRetries",
            "taskModifiedByUsername",
            "taskModifiedDate",
            "taskSessionTimeout",
            "taskNextExecution",
            "logTimeStamp",
            "logLevel",
            "logMessage",
            "executionId",
            "executingNodeName",
            "executionDuration",
            "executionStartTime",
            "executionStopTime",
            "executionStatusNum",
            "executionStatusText",
            "executionDetails",
            "executionDetailsConcatenated",
            "executionDetailsText",
            "qlikSenseQMC",
            "qlikSenseHub",
            "genericUrls",
            "butlerVersion");

    private static final List<String> APP = List.of(
            "appName",
            "appId",
            "appUrl",
            "appDescription",
            "appFileSize",
            "appLastSuccessfulReload",
            "appLastModifiedDate",
            "appLastModifiedByUserName",
            "appPublishTime",
            "appPublished",
            "appStreamName",
            "appCustomProperties",
            "appTags",
            "appOwnerName",
            "appOwnerUserId",
            "appOwnerUserDirectory",
            "appOwnerEmail");

    private static final List<String> RELOAD = List.of(
            "taskIsPartialReload",
            "scriptLogSize",
            "scriptLogSizeRows",
            "scriptLogSizeCharacters",
            "scriptLogHead",
            "scriptLogTail",
            "scriptLogHeadCount",
            "scriptLogTailCount");

    @TempDir
    private Path folder;

    private Given given;

    @BeforeEach
    void start() {
        given = new Given(folder, Map.of());
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aReloadHasThemAll() {
        Map<String, Object> variables = variables(given.completed(Given.failedReload()));
        assertHasValues(variables, TASK);
        assertHasValues(variables, APP);
        assertHasValues(variables, RELOAD);
        assertThat(variables.get("user")).isEqualTo("INTERNAL/sa_scheduler");
        assertThat(variables.get("scriptLogTail").toString()).endsWith("Execution Failed.");
    }

    @Test
    void aDistributionHasThoseOfATask() {
        Map<String, Object> variables = variables(
                given.completed(Given.event(EventKind.DISTRIBUTE_ENDED, FakeSite.DISTRIBUTE_TASK, FakeSite.SALES_APP)));
        assertHasValues(variables, TASK);
        assertThat((Map<?, ?>) variables.get("executionStartTime"))
                .extracting(Map::keySet)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.iterable(Object.class))
                .contains("year", "month", "day", "hour", "minute", "second", "millisecond");
    }

    @Test
    void aPreloadHasThoseOfATask() {
        assertHasValues(
                variables(given.completed(
                        Given.event(new EventKind("task-failed"), FakeSite.PRELOAD_TASK, FakeSite.SALES_APP))),
                TASK);
    }

    private static void assertHasValues(Map<String, Object> variables, List<String> names) {
        assertThat(variables).containsKeys(names.toArray(String[]::new));
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(String.valueOf(variables.get(name))).as(name).isNotBlank());
    }

    private static Map<String, Object> variables(EventContext context) {
        Settings root = Settings.of("footman", Map.of());
        MessageVariables variables = MessageVariables.forChat(
                ScriptLogSettings.read(Settings.of("script-log", Map.of())), Links.read(root), TextCut::units);
        Alert alert = new Alert("key", "", context, 0, Optional.empty());
        return variables.of(alert, List.of(), 3_000);
    }
}
