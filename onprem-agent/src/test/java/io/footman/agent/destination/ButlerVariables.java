package io.footman.agent.destination;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every template variable and helper that Butler documents for a client-managed site (Butler alerts §5), as a piece of a
 * template each, with the text that Butler makes of {@link SenseAlerts}.
 */
public final class ButlerVariables {
    private ButlerVariables() {}

    /** What all reload templates have; texts as in HTML. */
    public static Map<String, String> reload(String user) {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("{{hostName}}", "pro2-win1");
        pieces.put("{{user}}", user);
        pieces.putAll(task());
        pieces.putAll(app());
        pieces.putAll(execution());
        pieces.putAll(links());
        return pieces;
    }

    private static Map<String, String> task() {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("{{taskName}}", "Reload task of Sales");
        pieces.put("{{{taskId}}}", SenseAlerts.TASK_ID);
        pieces.put(
                "{{#each taskCustomProperties}}{{name}}: {{value}}{{#unless @last}}, {{/unless}}{{/each}}",
                "Butler_FailedAlertEnableEmail: Yes, Team: BI");
        pieces.put("{{#each taskTags}}{{@index}} {{this}} {{/each}}", "0 Night 1 Finance ");
        pieces.put("{{taskTags}}", "Night,Finance");
        pieces.put("{{taskTags.length}}", "2");
        pieces.put("{{taskIsManuallyTriggered}} {{taskIsPartialReload}}", "false true");
        pieces.put("{{#if taskIsManuallyTriggered}}by hand{{else}}by schedule{{/if}}", "by schedule");
        pieces.put("{{#unless taskIsPartialReload}}full{{else}}partial{{/unless}}", "partial");
        pieces.put("{{taskMaxRetries}}", "0");
        pieces.put("{{taskModifiedByUsername}}", "LAB\\goran");
        pieces.put("{{taskModifiedDate}}", "2024-01-31T19:44:28.951Z");
        pieces.put("{{taskSessionTimeout}}", "1440");
        pieces.put("{{taskNextExecution}}", "Never");
        return pieces;
    }

    private static Map<String, String> app() {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("{{appName}}", "Sales &amp; more");
        pieces.put("{{{appName}}}", "Sales & more");
        pieces.put("{{appId}}", SenseAlerts.APP_ID);
        pieces.put("{{{appUrl}}}", "https://sense.example.com/sense/app/" + SenseAlerts.APP_ID);
        pieces.put("{{appDescription}}", "All &lt;sales&gt;");
        pieces.put("{{appFileSize}}", "19922944");
        pieces.put(
                "{{appLastSuccessfulReload}} {{appLastModifiedDate}} {{appPublishTime}}",
                "2026-11-19T08:15:30.000Z 2026-11-18T08:15:30.000Z 2026-11-17T08:15:30.000Z");
        pieces.put("{{appLastModifiedByUserName}}", "LAB\\goran");
        pieces.put("{{appPublished}}", "true");
        pieces.put("{{appStreamName.name}}", "Everyone");
        pieces.put("{{appStreamName}}", "[object Object]");
        pieces.put("{{#with appStreamName}}{{name}}{{/with}}", "Everyone");
        pieces.put("{{#each appCustomProperties}}{{name}}: {{value}}{{/each}}", "Region: EU");
        pieces.put("{{#each appTags}}{{this}}{{#if @last}}.{{else}}, {{/if}}{{/each}}", "Finance, EU.");
        pieces.put(
                "{{appOwnerName}} {{{appOwnerUserDirectory}}} {{appOwnerUserId}} {{{appOwnerEmail}}}",
                "Göran Sander LAB goran goran@example.com");
        return pieces;
    }

    private static Map<String, String> execution() {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("{{logTimeStamp}} {{logLevel}}", "2026-11-20 08:15:30,123 WARN");
        pieces.put("{{logMessage}}", "Max retries reached");
        pieces.put("{{executionId}}", SenseAlerts.EXECUTION_ID);
        pieces.put("{{executingNodeName}}", "pro2-win1.lab.example.com");
        pieces.put(
                "{{executionDuration.hours}} h {{executionDuration.minutes}} min {{executionDuration.seconds}} s",
                "0 h 2 min 30 s");
        pieces.put(forms("executionStartTime.startTime"), formed("08:13:00"));
        pieces.put(forms("executionStopTime.stopTime"), formed("08:15:30"));
        pieces.put("{{executionStatusNum}} {{executionStatusText}}", "8 FinishedFail");
        pieces.put("{{#if (eq executionStatusNum 8)}}failed{{else}}other{{/if}}", "failed");
        pieces.put("{{#if (eq executionStatusNum '8')}}not strict{{/if}}", "");
        pieces.put("{{#if (eq executionStatusText 'FinishedFail')}}failed{{/if}}", "failed");
        pieces.put(
                "{{#each executionDetails}}{{timestampUTC}} {{timestampLocal1}} {{message}} {{detailsType}}; {{/each}}",
                "2026-11-20T08:13:00.000Z 2026-11-20 08:13:00 Changing task state to Started 2; "
                        + "2026-11-20T08:15:30.000Z 2026-11-20 08:15:30 Task finished with state FinishedFail 2; ");
        pieces.put("{{scriptLogSize}} {{scriptLogSizeRows}} {{scriptLogSizeCharacters}}", "4711 4 168");
        pieces.put("{{scriptLogHeadCount}} {{scriptLogTailCount}}", "2 1");
        pieces.put("{{scriptLogTail}}", "2026-11-20 08:15:30 Execution Failed");
        return pieces;
    }

    private static Map<String, String> links() {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("{{qlikSenseQMC}} {{qlikSenseHub}}", "https://sense.example.com/qmc https://sense.example.com/hub");
        pieces.put(
                "{{qliksSenseQMC}} {{qliksSenseHub}}", "https://sense.example.com/qmc https://sense.example.com/hub");
        pieces.put(
                "{{#each genericUrls}}{{id}} {{linkText}} {{comment}} {{url}}{{/each}}",
                "wiki Wiki What to do https://wiki.example.com");
        pieces.put("{{tasId}}{{no.such.thing}}", "");
        return pieces;
    }

    private static String forms(String name) {
        return "{{%1$sUTC}}|{{%1$sLocal1}}|{{%1$sLocal2}}|{{%1$sLocal3}}|{{%1$sLocal4}}|{{%1$sLocal5}}".formatted(name);
    }

    private static String formed(String time) {
        return ("2026-11-20T%1$s.000Z|2026-11-20 %1$s|20.11.26, %1$s|20.11.2026, %1$s|20. November 2026 um %1$s MEZ"
                        + "|20. November 2026 um %1$s MEZ")
                .formatted(time);
    }

    /** The settings that the texts belong to, beside the destination's own. */
    public static Map<String, Object> root(Map<String, Object> others) {
        Map<String, Object> root = new LinkedHashMap<>(others);
        root.put(
                "links",
                java.util.List.of(Map.of(
                        "id", "wiki", "text", "Wiki", "comment", "What to do", "url", "https://wiki.example.com")));
        return root;
    }
}
