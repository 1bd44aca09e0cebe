package io.footman.agent.destination.newrelic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import io.footman.agent.model.Traits.Trait;
import io.footman.model.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewRelicDestinationTest extends HttpDestinationContractTest {
    private static final String FINANCE_KEY = "finance-" + TOKEN;
    private static final EventKind FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final EventKind ABORTED = EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED);

    private final NewRelicWireRules newRelic =
            new NewRelicWireRules("/" + TOKEN, path(), Map.of("1234567", TOKEN, "7654321", FINANCE_KEY));

    @Override
    protected DestinationType type() {
        return new NewRelicType(parts.http, parts.templates, parts.meters, parts.clock);
    }

    @Override
    protected String path() {
        return "/" + TOKEN + "/log/v1";
    }

    @Override
    protected Map<String, Object> furtherSettings() {
        return Map.of(
                "accounts",
                        Map.of(
                                "main", Map.of("id", "1234567", "insert-key", TOKEN),
                                "Finance", Map.of("id", "7654321", "insert-key", FINANCE_KEY)),
                "send-to", List.of("main"),
                "headers", Map.of("X-Proxy", TOKEN));
    }

    /** The contract's one address is where log entries go; events go to the same server. */
    @Override
    protected Destination open(Map<String, Object> changes) {
        String url = String.valueOf(changes.getOrDefault("url", settings().get("url")));
        Map<String, Object> all = new HashMap<>(changes);
        all.put("log-url", url);
        all.put("event-url", url.substring(0, url.length() - "/log/v1".length()) + "/");
        return super.open(all);
    }

    @Override
    protected String recipient() {
        return "log:main";
    }

    @Override
    protected void receiverAccepts() {
        server.answers(newRelic::judge);
    }

    @Override
    protected String lastMessage() {
        StringBuilder texts =
                new StringBuilder(lastJson().at("/0/logs/0/message").asText());
        lastJson()
                .at("/0/common/attributes")
                .forEach(value -> texts.append('\n').append(value.asText()));
        return texts.toString();
    }

    private JsonNode lastJson() {
        try {
            return new ObjectMapper().readTree(server.last().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private SendResult sendEvent(Destination destination, Alerts alert) {
        return destination.send(alert.to("event:main").build());
    }

    private static Alerts task(EventKind kind) {
        return Alerts.failedReload()
                .kind(kind)
                .variable("hostName", "pro2-win1")
                .variable("user", "INTERNAL\\sa_scheduler")
                .variable("taskName", "Reload of Sales")
                .variable("taskId", "fa5ff0c4")
                .variable("logTimeStamp", "2026-11-20 09:15:30,123")
                .variable("logLevel", "WARN")
                .variable("executionId", "0a1b")
                .variable("taskCustomProperties", List.of(Map.of("name", "Department", "value", "Sales")))
                .variable("taskMetadata", Map.of("id", "fa5ff0c4", "tags", List.of(Map.of("name", "Finance"))))
                .variable("appMetadata", Map.of("description", "x".repeat(9_000)))
                .variable("executingNodeName", "pro2-win2")
                .variable("executionStatusNum", 8)
                .variable("executionStatusText", "FinishedFail")
                .variable("executionStartTime", Map.of("startTimeUTC", "2026-11-20T08:13:00Z"))
                .variable("executionStopTime", Map.of("stopTimeUTC", "2026-11-20T08:15:30Z"))
                .variable(
                        "executionDetails",
                        List.of(Map.of("timestampUTC", "2026-11-20T08:15:30Z", "message", "Reload failed")))
                .traits(traits(Map.of()));
    }

    private static Traits traits(Map<String, List<String>> taskProperties, Trait... unknown) {
        return new Traits(
                Set.of("Daily"),
                Set.of("Finance", "Top 10"),
                Map.of(),
                taskProperties,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(unknown));
    }

    @Test
    void sendsAnEventWithButlersAttributes() {
        receiverAccepts();
        Map<String, Object> changes = Map.of(
                "attributes", Map.of("environment", "prod", "team", "bi"), "event-attributes", Map.of("team", "ops"));
        try (Destination destination = open(changes)) {
            assertThat(sendEvent(destination, task(FAILED))).isEqualTo(new SendResult.Delivered("HTTP 200"));
            assertThat(server.last().path()).isEqualTo("/" + TOKEN + "/v1/accounts/1234567/events");
            assertThat(server.last().header("X-Proxy")).isEqualTo(TOKEN);
            JsonNode event = lastJson().get(0);
            assertThat(event.path("eventType").asText()).isEqualTo("qs_reloadTaskFailedEvent");
            assertThat(event.path("timestamp").asLong())
                    .isEqualTo(Instant.parse("2026-11-20T08:15:30Z").toEpochMilli());
            assertThat(event.path("qs_hostName").asText()).isEqualTo("pro2-win1");
            assertThat(event.path("qs_user").asText()).isEqualTo("INTERNAL/sa_scheduler");
            assertThat(event.path("qs_taskName").asText()).isEqualTo("Reload of Sales");
            assertThat(event.path("qs_taskId").asText()).isEqualTo("fa5ff0c4");
            assertThat(event.path("qs_appName").asText()).isEqualTo("Sales");
            assertThat(event.path("qs_appId").asText()).isEqualTo("b1b2c3");
            assertThat(event.path("qs_logTimeStamp").asText()).isEqualTo("2026-11-20 09:15:30,123");
            assertThat(event.path("qs_logLevel").asText()).isEqualTo("WARN");
            assertThat(event.path("qs_executionId").asText()).isEqualTo("0a1b");
            assertThat(event.path("qs_logMessage").asText()).startsWith("The following error occurred:");
            assertThat(event.path("qs_taskCustomProperties").asText())
                    .startsWith("[{")
                    .contains("\"name\":\"Department\"", "\"value\":\"Sales\"");
            assertThat(event.path("qs_taskMetadata").asText()).contains("\"id\":\"fa5ff0c4\"");
            assertThat(event.path("qs_appMetadata").asText()).endsWith("… (cut)");
            assertThat(event.path("qs_taskTag_Finance").asText()).isEqualTo("true");
            assertThat(event.path("qs_taskTag_Top 10").asText()).isEqualTo("true");
            assertThat(event.path("qs_appTag_Daily").asText()).isEqualTo("true");
            assertThat(event.path("environment").asText()).isEqualTo("prod");
            assertThat(event.path("team").asText()).isEqualTo("ops");
            assertThat(event.has("qs_executionStatusText")).isFalse();
        }
    }

    @Test
    void sendsALogEntryWithTheExecution() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log", Map.of("tail", 2)))) {
            SendResult result = send(destination, task(FAILED).scriptLog("one\ntwo\nthree"));
            assertThat(result).isEqualTo(new SendResult.Delivered("HTTP 202"));
            assertThat(lastJson().at("/0/logs/0/message").asText())
                    .isEqualTo("2026-11-20T08:15:30Z\tReload failed\n-------------------------------\ntwo\r\nthree");
            JsonNode attributes = lastJson().at("/0/common/attributes");
            assertThat(attributes.path("logtype").asText()).isEqualTo("qs_reloadTaskFailedLog");
            assertThat(attributes.path("qs_executingNodeName").asText()).isEqualTo("pro2-win2");
            assertThat(attributes.path("qs_executionStatusNum").isInt()).isTrue();
            assertThat(attributes.path("qs_executionStatusText").asText()).isEqualTo("FinishedFail");
            assertThat(attributes.path("qs_executionStartTime").asText()).isEqualTo("2026-11-20T08:13:00Z");
            assertThat(attributes.path("qs_executionStopTime").asText()).isEqualTo("2026-11-20T08:15:30Z");
            assertThat(attributes.path("qs_executionDuration").asText()).isEqualTo("0:02:31");
            assertThat(attributes.path("qs_scriptLogSize").asInt()).isEqualTo(3);
            assertThat(attributes.path("qs_scriptLogTailCount").asInt()).isEqualTo(2);
        }
    }

    @Test
    void keepsButlersMisspeltNameWhenToldSo() {
        receiverAccepts();
        try (Destination destination = open(Map.of("butler-names", true))) {
            send(destination, task(FAILED));
            JsonNode attributes = lastJson().at("/0/common/attributes");
            assertThat(attributes.path("qs_exeuctionStatusText").asText()).isEqualTo("FinishedFail");
            assertThat(attributes.has("qs_executionStatusText")).isFalse();
        }
    }

    @Test
    void sendsALogEntryWithoutAScriptLog() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, task(FAILED).withoutScriptLog())).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastJson().at("/0/logs/0/message").asText()).isEqualTo("2026-11-20T08:15:30Z\tReload failed");
            send(destination, Alerts.failedReload().withoutScriptLog());
            assertThat(lastJson().at("/0/logs/0/message").asText()).contains("Sales", "Table 'X' not found");
        }
    }

    @Test
    void countsLinesOfAbortedReloadsByThemselves() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log-aborted", Map.of("tail", 1)))) {
            send(destination, task(ABORTED).scriptLog("one\ntwo\nthree"));
            assertThat(lastJson().at("/0/logs/0/message").asText()).endsWith("---\nthree");
            assertThat(lastJson().at("/0/common/attributes/logtype").asText()).isEqualTo("qs_reloadTaskAbortedLog");
            assertThat(lastJson()
                            .at("/0/common/attributes/qs_scriptLogTailCount")
                            .asInt())
                    .isEqualTo(1);
            send(destination, task(FAILED).scriptLog("one\ntwo\nthree"));
            assertThat(lastJson().at("/0/logs/0/message").asText()).endsWith("---\none\r\ntwo\r\nthree");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reload-task-failed, qs_reloadTaskFailedEvent",
        "reload-task-aborted, qs_reloadTaskAbortedEvent",
        "external-program-succeeded, qs_externalProgramSucceededEvent",
        "app-reload-failed, qs_appReloadFailedEvent",
        "session-started, qs_sessionStartedEvent",
        "com.qlik.app.published, qs_comQlikAppPublishedEvent"
    })
    void filesEveryKindUnderAType(String kind, String type) {
        assertThat(Feed.EVENT.typeOf(kind)).isEqualTo(type);
    }

    @Test
    void makesOneDeliveryForEachFeedAndAccount() {
        try (Destination destination = open(Map.of("send-to", List.of("main", "Finance")))) {
            assertThat(recipients(destination, task(FAILED)).addresses())
                    .containsExactly("event:main", "event:Finance", "log:main", "log:Finance");
        }
        try (Destination destination = open(Map.of("send", List.of("log")))) {
            assertThat(recipients(destination, task(FAILED)).addresses()).containsExactly("log:main");
        }
    }

    @Test
    void choosesAccountsByCustomProperties() {
        receiverAccepts();
        Map<String, Object> changes = Map.of(
                "send-to",
                List.of(),
                "account-from-custom-property",
                Map.of("event", "EventAccount", "log", "LogAccount"));
        try (Destination destination = open(changes)) {
            Alerts alert = task(FAILED).traits(traits(Map.of("EventAccount", List.of("finance", "main"))));
            assertThat(recipients(destination, alert).addresses()).containsExactly("event:Finance", "event:main");
            assertThat(destination.send(alert.to("event:Finance").build())).isInstanceOf(SendResult.Delivered.class);
            assertThat(server.last().header("Api-Key")).isEqualTo(FINANCE_KEY);
            assertThat(server.last().path()).contains("/accounts/7654321/");

            Recipients nobody = recipients(destination, task(FAILED));
            assertThat(nobody.addresses()).isEmpty();
            assertThat(nobody.whyNobody()).contains("custom property");
            Recipients unknown = recipients(destination, task(FAILED).traits(traits(Map.of(), Trait.TASK_PROPERTIES)));
            assertThat(unknown.addresses()).isEmpty();
            assertThat(unknown.whyNobody()).contains("could not be looked up");
        }
    }

    @Test
    void tellsOfAnAccountThatIsNotConfigured() {
        receiverAccepts();
        Map<String, Object> changes = Map.of("account-from-custom-property", Map.of("log", "LogAccount"));
        try (Destination destination = open(changes)) {
            Alerts alert = task(FAILED).traits(traits(Map.of("LogAccount", List.of("sales"))));
            assertThat(recipients(destination, alert).addresses()).containsExactly("event:main", "log:main");
            assertThat(logs.lines()).anyMatch(line -> line.contains("event=unknown-account") && line.contains("sales"));
            send(destination, alert);
            assertThat(lastMessage()).contains("names the New Relic account \"sales\", which is not configured.");
        }
        Map<String, Object> only =
                Map.of("account-from-custom-property", Map.of("log", "LogAccount"), "send-to", List.of());
        try (Destination destination = open(only)) {
            Alerts alert = task(FAILED).traits(traits(Map.of("LogAccount", List.of("sales"))));
            assertThat(recipients(destination, alert).whyNobody()).contains("\"sales\"");
        }
    }

    @Test
    void givesUpWhenTheAccountWasRemoved() {
        try (Destination destination = open(Map.of())) {
            assertPermanent(destination.send(task(FAILED).to("log:gone").build()), FailureReason.RECIPIENT);
        }
    }

    @Test
    void keepsWithinNewRelicsLimits() {
        receiverAccepts();
        Set<String> tags = IntStream.range(0, 400)
                .mapToObj(i -> "tag " + i + " " + "日".repeat(300))
                .collect(Collectors.toSet());
        Traits traits = new Traits(
                tags, tags, Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        try (Destination destination = open(Map.of())) {
            Alerts alert =
                    task(FAILED).variable("taskName", "📈".repeat(20_000)).traits(traits);
            assertThat(send(destination, alert)).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).contains("found no room");
            assertThat(sendEvent(destination, alert)).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @Test
    void leavesOutATimeThatNewRelicRefuses() {
        receiverAccepts();
        Instant time = Instant.parse("2026-11-19T09:00:00Z");
        try (Destination destination = open(Map.of())) {
            assertThat(sendEvent(destination, task(FAILED).time(time))).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastJson().get(0).has("timestamp")).isFalse();
            send(destination, task(FAILED).time(time));
            assertThat(lastJson().at("/0/logs/0/timestamp").asLong()).isEqualTo(time.toEpochMilli());
            send(destination, task(FAILED).time(time.minusSeconds(86_400)));
            assertThat(lastJson().at("/0/logs/0").has("timestamp")).isFalse();
        }
    }

    @Test
    void reportsEveryMistakeOfItsSettings() {
        Map<String, Object> values = new HashMap<>();
        values.put("region", "mars");
        values.put("log-url", TOKEN);
        values.put("send", List.of("metric"));
        values.put("send-to", List.of("mian"));
        values.put("accounts", Map.of("main", Map.of("id", "x1", "insert-key", TOKEN + " "), "b", Map.of("id", "1")));
        values.put("attributes", Map.of("appId", "1", "a b", "1"));
        values.put("headers", Map.of("Api-Key", TOKEN));
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("nr", values)));
        type().read("nr", root.section("destinations").section("nr"), root).close();
        assertThat(root.mistakes().toString())
                .contains("nr.region", "nr.log-url", "nr.send:", "nr.send-to", "nr.accounts.main.id")
                .contains("nr.accounts.b.insert-key", "nr.attributes.appId", "nr.attributes.a b", "nr.headers.Api-Key")
                .doesNotContain(TOKEN);
    }

    @Test
    void usesTheAddressesOfTheRegion() {
        Settings us =
                Settings.of("nr", Map.of("region", "us", "accounts", Map.of("a", Map.of("id", 1, "insert-key", "k"))));
        NewRelicSettings settings = NewRelicSettings.read(us);
        assertThat(us.mistakes()).isEmpty();
        assertThat(settings.eventCall().address()).hasToString("https://insights-collector.newrelic.com");
        assertThat(settings.logCall().address()).hasToString("https://log-api.newrelic.com/log/v1");
        NewRelicSettings byDefault = NewRelicSettings.read(Settings.of("nr", Map.of()));
        assertThat(byDefault.eventCall().address()).hasToString("https://insights-collector.eu01.nr-data.net");
        assertThat(byDefault.logCall().address()).hasToString("https://log-api.eu.newrelic.com/log/v1");
    }

    private static Recipients recipients(Destination destination, Alerts alerts) {
        Alert alert = alerts.build();
        return destination.recipients(alert.context());
    }
}
