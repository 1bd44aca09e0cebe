package io.footman.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The look-ups of a make-believe Qlik Cloud tenant: each answers as in the Qlik Cloud REST reference, §4. */
final class SampleTenant {
    static final String API_KEY = "quickstart";
    private static final String UNKNOWN_APP = "Sample app";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Map<String, String> appNames = new ConcurrentHashMap<>();

    SampleTenant(Clock clock) {
        this.clock = clock;
    }

    /** From now on the app of this event exists. */
    void add(SampleEvent event) {
        appNames.put(event.appId(), event.appName());
    }

    /** The script log of a reload as text, or empty when the path is none of a log. */
    Optional<String> scriptLog(String path) {
        return path.matches("/api/v1/apps/[^/]+/reloads/logs/[^/]+") ? Optional.of(log()) : Optional.empty();
    }

    /** The JSON answer to a GET of this path with this query string, or empty when there is none. */
    Optional<String> answer(String path, String query) {
        String[] parts = path.split("/", -1);
        if (parts.length != 5 && !path.equals("/api/v1/items")) {
            return Optional.empty();
        }
        return switch (parts[3]) {
            case "apps" -> Optional.of(app(parts[4]));
            case "items" -> Optional.of(items(query.replaceAll(".*resourceId=([^&]*).*", "$1")));
            case "reloads" -> Optional.of(reload(parts[4]));
            case "users" -> Optional.of(user());
            case "spaces" -> Optional.of(space());
            default -> Optional.empty();
        };
    }

    private String app(String id) {
        ObjectNode app = JSON.createObjectNode();
        app.putObject("attributes")
                .put("id", id)
                .put("name", name(id))
                .put("description", "Made up by the quickstart")
                .put("ownerId", SampleEvent.USER)
                .put("createdDate", "2024-05-02T09:11:00.123Z")
                .put("modifiedDate", minutesAgo(60))
                .put("lastReloadTime", minutesAgo(60 * 24))
                .put("publishTime", "")
                .put("published", false)
                .put("encrypted", true)
                .put("hasSectionAccess", false)
                .put("isDirectQueryMode", false)
                .put("usage", "ANALYTICS");
        return app.toString();
    }

    private String items(String appId) {
        ObjectNode items = JSON.createObjectNode();
        ObjectNode item = items.putArray("data").addObject();
        item.put("id", "65f0c1d2e3a4b5c6d7e8f902")
                .put("name", name(appId))
                .put("resourceId", appId)
                .put("resourceType", "app")
                .put("spaceId", SampleEvent.SPACE)
                .put("ownerId", SampleEvent.USER)
                .put("tenantId", SampleEvent.TENANT);
        item.putObject("resourceSize").put("appFile", 524_288).put("appMemory", 5_242_880);
        item.putObject("meta")
                .putArray("tags")
                .addObject()
                .put("id", "65f0c1d2e3a4b5c6d7e8f903")
                .put("name", "finance");
        return items.toString();
    }

    private String reload(String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("appId", "")
                .put("tenantId", SampleEvent.TENANT)
                .put("userId", SampleEvent.USER)
                .put("type", "chronos")
                .put("status", "FAILED")
                .put("partial", false)
                .put("creationTime", minutesAgo(2))
                .put("startTime", minutesAgo(2))
                .put("endTime", minutesAgo(1))
                .put("engineTime", minutesAgo(1))
                .put("errorCode", "EngineReloadScriptError")
                .put("errorMessage", "error in app script or datasource")
                .put("log", "ReloadID: " + id + "\nStarted loading data\nError in app script\n")
                .toString();
    }

    private static String user() {
        return JSON.createObjectNode()
                .put("id", SampleEvent.USER)
                .put("tenantId", SampleEvent.TENANT)
                .put("status", "active")
                .put("name", "Jane Doe")
                .put("email", "jane.doe@example.com")
                .toString();
    }

    private static String space() {
        return JSON.createObjectNode()
                .put("id", SampleEvent.SPACE)
                .put("name", "Finance")
                .put("type", "shared")
                .put("tenantId", SampleEvent.TENANT)
                .toString();
    }

    private String log() {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> lines = new ArrayList<>();
        lines.add("SET ThousandSep=','");
        lines.add("SET DateFormat='YYYY-MM-DD'");
        for (String region : List.of("North", "East", "South", "West")) {
            lines.add("Orders" + region + ":");
            lines.add("LOAD OrderId, Amount, Region, CustomerId");
            lines.add("FROM [lib://Finance:DataFiles/orders-" + region.toLowerCase(Locale.ROOT) + ".qvd] (qvd)");
            lines.add("     4 fields found: OrderId, Amount, Region, CustomerId, 128,410 lines fetched");
        }
        lines.add("LEFT JOIN (OrdersNorth) LOAD Region, Manager");
        lines.add("FROM [lib://Finance:DataFiles/regions.qvd] (qvd)");
        lines.add("     Error: Cannot open file 'regions.qvd': file not found");
        lines.add("     Execution Failed");
        lines.add("     Execution finished.");
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            log.append(String.format("%s %04d %s\r\n", at, i + 1, lines.get(i)));
        }
        return log.toString();
    }

    private String name(String appId) {
        return appNames.getOrDefault(appId, UNKNOWN_APP);
    }

    private String minutesAgo(long minutes) {
        Instant time = clock.instant().minus(minutes, ChronoUnit.MINUTES);
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
