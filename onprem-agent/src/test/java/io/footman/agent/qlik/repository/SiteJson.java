package io.footman.agent.qlik.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Entities as the repository writes them (QRS API §3–5). */
final class SiteJson {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant CREATED = Instant.parse("2026-05-02T09:11:00.123Z");
    private static final Instant MODIFIED = Instant.parse("2026-11-19T22:00:10.001Z");
    private static final String NEVER = "1753-01-01T00:00:00.000Z";
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final FakeSite site;

    SiteJson(FakeSite site) {
        this.site = site;
    }

    /** As in a condensed list. */
    ObjectNode condensed(FakeTask task) {
        ObjectNode node = json.objectNode()
                .put("id", task.id())
                .put("name", task.name())
                .put("taskType", task.type())
                .put("enabled", task.enabled())
                .put("taskSessionTimeout", 1440)
                .put("maxRetries", 0);
        node.putNull("privileges");
        return node;
    }

    /** The whole task; {@code read} chooses the execution. */
    ObjectNode full(FakeTask task, int read) {
        ObjectNode node = condensed(task)
                .put("createdDate", DATE.format(CREATED))
                .put("modifiedDate", DATE.format(MODIFIED))
                .put("modifiedByUserName", "LAB\\jdoe")
                .put("isManuallyTriggered", false);
        switch (task.type()) {
            case FakeTask.EXTERNAL_PROGRAM -> node.put("path", "powershell.exe").put("parameters", "-File rates.ps1");
            case FakeTask.USER_SYNC ->
                node.putObject("userDirectory")
                        .put("id", NO_ID)
                        .put("name", "LAB")
                        .put("type", "ldap");
            default -> {
                node.put("isPartialReload", false);
                site.app(task.appId()).ifPresent(app -> node.set("app", condensed(app)));
            }
        }
        FakeTask.Execution execution = task.execution(read);
        ObjectNode operational = node.putObject("operational")
                .put("id", FakeTask.guid("0a000000", 1))
                .put("nextExecution", "2026-11-21T02:00:00.000Z");
        operational.set(
                "lastExecutionResult", execution(execution, !task.appId().isEmpty()));
        operational.putNull("privileges");
        node.set("tags", tags(task.tags()));
        node.set("customProperties", properties(task.properties(), "ReloadTask"));
        node.put("schemaPath", schema(task.type()));
        return node;
    }

    ObjectNode full(FakeApp app) {
        ObjectNode node = condensed(app)
                .put("createdDate", DATE.format(CREATED))
                .put("modifiedDate", DATE.format(MODIFIED))
                .put("modifiedByUserName", "LAB\\jdoe")
                .put("sourceAppId", NO_ID)
                .put("targetAppId", NO_ID)
                .put("description", "Sales & stock <weekly>")
                .put("fileSize", 524_288)
                .put("lastReloadTime", "2026-11-19T22:00:05.000Z")
                .put("thumbnail", "")
                .put("dynamicColor", "");
        site.user(app.ownerId()).ifPresent(owner -> node.set("owner", condensed(owner)));
        node.set("tags", tags(app.tags()));
        node.set("customProperties", properties(app.properties(), "App"));
        return node.put("schemaPath", "App");
    }

    ObjectNode condensed(FakeApp app) {
        boolean published = !app.stream().isEmpty();
        ObjectNode node = json.objectNode()
                .put("id", app.id())
                .put("name", app.name())
                .put("appId", "")
                .put("publishTime", published ? "2026-06-01T08:00:00.000Z" : NEVER)
                .put("published", published)
                .put("savedInProductVersion", "12.2700.0")
                .put("migrationHash", "504d4e39a7133ee30fbeb2ba1b8f8b1bb2ea6a0c")
                .put("availabilityStatus", 0);
        if (published) {
            node.putObject("stream")
                    .put("id", FakeTask.guid("5b000000", 1))
                    .put("name", app.stream())
                    .putNull("privileges");
        } else {
            node.putNull("stream");
        }
        return node.putNull("privileges");
    }

    ObjectNode condensed(FakeUser user) {
        return json.objectNode()
                .put("id", user.id())
                .put("userId", user.userId())
                .put("userDirectory", user.directory())
                .put("userDirectoryConnectorName", user.directory())
                .put("name", user.name())
                .putNull("privileges");
    }

    ObjectNode full(FakeUser user) {
        ObjectNode node = condensed(user)
                .put("inactive", false)
                .put("removedExternally", false)
                .put("blacklisted", false);
        node.putArray("roles").add("ContentAdmin");
        ArrayNode attributes = node.putArray("attributes");
        attributes.add(attribute("Group", "Everyone"));
        boolean capital = true;
        for (String mail : user.mails()) {
            attributes.add(attribute(capital ? "Email" : "email", mail));
            capital = !capital;
        }
        node.putArray("tags");
        node.putArray("customProperties");
        return node.put("schemaPath", "User");
    }

    private ObjectNode attribute(String type, String value) {
        return json.objectNode()
                .put("attributeType", type)
                .put("attributeValue", value)
                .put("externalId", "");
    }

    /** The result of a session, as it stays when the session is gone. */
    ObjectNode result(FakeTask task, String session) {
        return execution(task.execution(0), !task.appId().isEmpty())
                .put("taskID", task.id())
                .put("executionID", session)
                .put("appID", task.appId().isEmpty() ? NO_ID : task.appId());
    }

    /** A session while its execution goes on. */
    ObjectNode session(FakeTask task, String session) {
        FakeTask.Execution running = FakeTask.Execution.running(1, FakeTask.Status.STARTED);
        ObjectNode node = json.objectNode()
                .put("id", session)
                .put("abortAt", "2026-11-21T02:00:00.000Z")
                .put("abortReason", 0);
        node.set("executionResult", execution(running, false).put("taskID", task.id()));
        return node;
    }

    private ObjectNode execution(FakeTask.Execution execution, boolean reload) {
        boolean log = reload && execution.hasLog();
        Duration duration = Duration.between(execution.start(), execution.stop());
        ObjectNode node = json.objectNode()
                .put("id", execution.id())
                .put("executingNodeName", "sense1.example.com")
                .put("status", execution.status())
                .put("startTime", DATE.format(execution.start()))
                .put("stopTime", DATE.format(execution.stop()))
                .put("duration", Math.max(0, duration.toMillis()))
                .put("fileReferenceID", reload ? execution.fileReference() : NO_ID)
                .put("scriptLogAvailable", log)
                .put("scriptLogLocation", log ? "sense1.example.com\\reload.log" : "")
                .put("scriptLogSize", log ? site.scriptLog().length() : 0);
        ArrayNode details = node.putArray("details");
        for (FakeTask.Detail detail : execution.details()) {
            details.addObject()
                    .put("id", FakeTask.guid("de000000", 1))
                    .put("detailsType", detail.type())
                    .put("message", detail.message())
                    .put("detailCreatedDate", DATE.format(detail.at()));
        }
        return node.putNull("privileges");
    }

    private ArrayNode tags(List<String> names) {
        ArrayNode tags = json.arrayNode();
        for (String name : names) {
            tags.addObject()
                    .put("id", FakeTask.guid("7a900000", Math.abs(name.hashCode() % 1_000)))
                    .put("name", name)
                    .putNull("privileges");
        }
        return tags;
    }

    private ArrayNode properties(List<FakeTask.Property> properties, String objectType) {
        ArrayNode nodes = json.arrayNode();
        int number = 0;
        for (FakeTask.Property property : properties) {
            ObjectNode node = nodes.addObject().put("id", FakeTask.guid("c9000000", ++number));
            node.put("value", property.value()).put("schemaPath", "CustomPropertyValue");
            ObjectNode definition = node.putObject("definition")
                    .put("id", FakeTask.guid("cd000000", number))
                    .put("name", property.name())
                    .put("valueType", "Text");
            definition.putArray("choiceValues").add(property.value());
            definition.putArray("objectTypes").add(objectType);
        }
        return nodes;
    }

    private static String schema(int type) {
        return switch (type) {
            case FakeTask.EXTERNAL_PROGRAM -> "ExternalProgramTask";
            case FakeTask.USER_SYNC -> "UserSyncTask";
            default -> "ReloadTask";
        };
    }
}
