package io.footman.agent.destination.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.model.EventKind;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first words that people see; those of mails are the defaults of Butler's subjects. */
class HeadlinesTest {
    private static final Map<String, Object> VARIABLES = Map.of(
            "taskName", "Sales & <more>",
            "appName", "Sales app",
            "eventKind", "com.qlik.app.published",
            "eventSubject", "Sales app",
            "command", "Start session",
            "userDirectory", "LAB",
            "userId", "goran",
            "hostName", "pro2-win1");

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reload-task-failed|Qlik Sense reload failed: \"Sales & <more>\"",
                "reload-task-aborted|Qlik Sense reload aborted: \"Sales & <more>\"",
                "reload-task-succeeded|✅ Qlik Sense reload success: \"Sales & <more>\"",
                "distribute-failed|❌ Qlik Sense distribute task failed: \"Sales & <more>\"",
                "distribute-succeeded|✅ Qlik Sense distribute task success: \"Sales & <more>\"",
                "preload-task-failed|❌ Qlik Sense preload task failed: \"Sales & <more>\"",
                "preload-task-succeeded|✅ Qlik Sense preload task success: \"Sales & <more>\"",
                "external-program-failed|❌ Qlik Sense external program task failed: \"Sales & <more>\"",
                "user-sync-aborted|Qlik Sense user sync task aborted: \"Sales & <more>\"",
                "task-failed|❌ Qlik Sense task failed: \"Sales & <more>\"",
                "distribute-ended|Qlik Sense distribute task ended: \"Sales & <more>\"",
                "engine-reload-failed|❌ Qlik Sense reload failed in the engine: \"Sales app\"",
                "task-start-refused|Qlik Sense task start refused: \"Sales & <more>\"",
                "app-reload-failed|Qlik Cloud app reload failed: \"Sales app\"",
                "com.qlik.app.published|Qlik event com.qlik.app.published: \"Sales app\""
            })
    void aMailHasButlersSubject(String kind, String subject) {
        assertThat(headline(Headlines.SUBJECT, Map.of(), kind)).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reload-task-succeeded|Qlik Sense reload success: \"Sales & <more>\"",
                "preload-task-failed|Qlik Sense preload task failed: \"Sales & <more>\"",
                "session-started|Start session,  user: LAB/goran on server pro2-win1"
            })
    void aChatMessageHasTheSameWithoutSigns(String kind, String message) {
        assertThat(headline("message", Map.of(), kind)).isEqualTo(message);
    }

    @Test
    void aConfiguredTextIsForAllKinds() {
        Map<String, Object> settings = Map.of("message", "{{hostName}}: {{taskName}}");
        assertThat(headline("message", settings, "reload-task-failed")).isEqualTo("pro2-win1: Sales & <more>");
    }

    private String headline(String key, Map<String, Object> settings, String kind) {
        return Headlines.read(Settings.of("destination", settings), key, templates)
                .of(new EventKind(kind), VARIABLES);
    }
}
