package io.footman.agent.qlik.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls that the fake repository knows, by exact path (QRS API §2–5, Butler UDP §5). */
final class SiteAnswers {
    private static final FakeAnswer BAD_FILTER = FakeAnswer.text(400, "Invalid filter");
    private static final FakeAnswer NOT_FOUND = FakeAnswer.empty(404);
    private static final Set<String> COMMON_QUERY = Set.of("filter", "orderby", "privileges");
    private static final Pattern ONE =
            Pattern.compile("(app|reloadtask|externalprogramtask|usersynctask|user)/(" + QrsRules.GUID + ")");
    private static final Pattern TICKET =
            Pattern.compile("reloadtask/(" + QrsRules.GUID + ")/(scriptlog|scriptlogfile)");
    private static final Pattern DOWNLOAD =
            Pattern.compile("download/reloadtask/(" + QrsRules.GUID + ")/([^/]+\\.(?:txt|log))");
    private static final Pattern START = Pattern.compile("task/(" + QrsRules.GUID + ")/start(/synchronous)?");

    private final FakeSite site;
    private final SiteJson json;
    private final SiteSessions sessions;
    private final Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Map<String, String> tickets = new ConcurrentHashMap<>();
    private final AtomicInteger ticketNumbers = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> started = new ConcurrentLinkedQueue<>();
    private volatile boolean oldLogRoute = true;
    private volatile String newLogEnding = ".log";
    private final AtomicInteger downloadsTooEarly = new AtomicInteger();

    SiteAnswers(FakeSite site) {
        this.site = site;
        this.json = new SiteJson(site);
        this.sessions = new SiteSessions(site, json);
    }

    /** The log route of before May 2025 answers 404 when switched off. */
    void oldLogRoute(boolean on) {
        oldLogRoute = on;
    }

    void newLogEnding(String ending) {
        newLogEnding = ending;
    }

    /** So many downloads are answered 404, as when the log has not reached the central node; the ticket stays good. */
    void logLateFor(int downloads) {
        downloadsTooEarly.set(downloads);
    }

    SiteSessions sessions() {
        return sessions;
    }

    List<String> started() {
        return List.copyOf(started);
    }

    /** The path with names for its variable parts; the path itself when no such call is known. */
    static String route(String method, String path) {
        Matcher one = ONE.matcher(path);
        if (one.matches()) {
            return method + " " + one.group(1) + "/{id}";
        }
        Matcher ticket = TICKET.matcher(path);
        if (ticket.matches()) {
            return method + " reloadtask/{id}/" + ticket.group(2);
        }
        if (DOWNLOAD.matcher(path).matches()) {
            return method + " download/reloadtask/{ticket}";
        }
        if (SiteSessions.ONE.matcher(path).matches()) {
            return method + " executionsession/{id}";
        }
        Matcher start = START.matcher(path);
        return start.matches()
                ? method + " task/{id}/start" + (start.group(2) == null ? "" : start.group(2))
                : method + " " + path;
    }

    /** Empty when the real repository would not understand the call. */
    Optional<FakeAnswer> answer(FakeCall call) {
        return switch (call.method()) {
            case "GET" -> get(call);
            case "POST" -> post(call);
            default -> Optional.empty();
        };
    }

    private Optional<FakeAnswer> get(FakeCall call) {
        Matcher one = ONE.matcher(call.path());
        if (one.matches()) {
            return onlyCommon(call, () -> single(one.group(1), lower(one.group(2))));
        }
        Matcher ticket = TICKET.matcher(call.path());
        if (ticket.matches()) {
            return ticket(call, lower(ticket.group(1)), ticket.group(2).equals("scriptlog"));
        }
        Matcher download = DOWNLOAD.matcher(call.path());
        if (download.matches()) {
            return onlyCommon(call, () -> download(download.group(1), download.group(2)));
        }
        Matcher session = SiteSessions.ONE.matcher(call.path());
        if (session.matches()) {
            return onlyCommon(call, () -> Optional.of(sessions.running(lower(session.group(1)))));
        }
        return onlyCommon(call, () -> list(call));
    }

    private interface Answering {
        Optional<FakeAnswer> answer();
    }

    private static Optional<FakeAnswer> onlyCommon(FakeCall call, Answering answering) {
        return COMMON_QUERY.containsAll(call.query().keySet()) ? answering.answer() : Optional.empty();
    }

    private Optional<FakeAnswer> list(FakeCall call) {
        return switch (call.path()) {
            case "about" -> Optional.of(ok(about()));
            case "task" -> listed(call, site::task, site.tasks(), json::condensed);
            case "task/full" -> listed(call, site::task, site.tasks(), task -> json.full(task, read(call, task)));
            case "executionresult" ->
                Optional.of(sessions.results(String.valueOf(call.query().get("filter"))));
            case "app" -> listed(call, site::app, site.apps(), json::condensed);
            case "app/full" -> listed(call, site::app, site.apps(), json::full);
            case "user" -> listed(call, site::user, site.users(), json::condensed);
            case "user/full" -> listed(call, site::user, site.users(), json::full);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<FakeAnswer> listed(
            FakeCall call, Function<String, Optional<T>> byId, List<T> all, Function<T, ObjectNode> form) {
        String filter = call.query().get("filter");
        Optional<Stream<T>> chosen = filter == null
                ? Optional.of(all.stream())
                : QrsRules.ids(filter)
                        .map(ids ->
                                ids.stream().map(id -> byId.apply(lower(id))).flatMap(Optional::stream))
                        .or(() -> TaskFilter.of(filter)
                                .map(condition -> all.stream()
                                        .filter(entity -> entity instanceof FakeTask task && condition.test(task))));
        return Optional.of(chosen.map(entities -> ok(JsonNodeFactory.instance
                        .arrayNode()
                        .addAll(entities.map(form).map(JsonNode.class::cast).toList())))
                .orElse(BAD_FILTER));
    }

    private Optional<FakeAnswer> single(String entity, String id) {
        Optional<ObjectNode> found = switch (entity) {
            case "app" -> site.app(id).map(json::full);
            case "user" -> site.user(id).map(json::full);
            default ->
                site.task(id)
                        .filter(task -> entity.equals(entityOf(task.type())))
                        .map(task -> json.full(task, next(entity, task)));
        };
        return Optional.of(found.map(SiteAnswers::ok).orElse(NOT_FOUND));
    }

    private static String entityOf(int type) {
        return switch (type) {
            case FakeTask.EXTERNAL_PROGRAM -> "externalprogramtask";
            case FakeTask.USER_SYNC -> "usersynctask";
            default -> "reloadtask";
        };
    }

    private Optional<FakeAnswer> ticket(FakeCall call, String taskId, boolean old) {
        String parameter = old ? "fileReferenceId" : "executionResultId";
        String wanted = call.query().get(parameter);
        if (wanted == null || call.query().size() > 1) {
            return Optional.empty();
        }
        boolean known = site.task(taskId).stream()
                .flatMap(task -> task.executions().stream())
                .filter(FakeTask.Execution::hasLog)
                .anyMatch(result -> wanted.equalsIgnoreCase(old ? result.fileReference() : result.id()));
        if (!known || (old && !oldLogRoute)) {
            return Optional.of(NOT_FOUND);
        }
        String ticket = FakeTask.guid("71c00000", ticketNumbers.incrementAndGet());
        tickets.put(ticket, old ? "scriptlog.txt" : newLogEnding);
        return Optional.of(ok(JsonNodeFactory.instance.objectNode().put("value", ticket)));
    }

    private Optional<FakeAnswer> download(String ticket, String file) {
        String ending = tickets.get(ticket);
        if (ending == null || !file.endsWith(ending)) {
            return Optional.of(NOT_FOUND);
        }
        if (downloadsTooEarly.get() > 0 && downloadsTooEarly.getAndDecrement() > 0) {
            return Optional.of(NOT_FOUND);
        }
        tickets.remove(ticket);
        return Optional.of(FakeAnswer.text(200, site.scriptLog()));
    }

    private Optional<FakeAnswer> post(FakeCall call) {
        Matcher start = START.matcher(call.path());
        if (!start.matches() || !call.query().isEmpty()) {
            return Optional.empty();
        }
        Optional<FakeTask> task = site.task(lower(start.group(1)));
        if (task.isEmpty()) {
            return Optional.of(FakeAnswer.text(400, "Unknown task"));
        }
        if (start.group(2) != null) {
            return Optional.of(sessions.start(task.get(), started));
        }
        task.filter(FakeTask::enabled).map(FakeTask::id).ifPresent(started::add);
        return Optional.of(FakeAnswer.empty(204));
    }

    /** Each path counts its own reads, so that calls at once do not disturb each other. */
    private int next(String path, FakeTask task) {
        if (task.executions().size() == 1) {
            return 0;
        }
        return reads.computeIfAbsent(path + " " + task.id(), key -> new AtomicInteger())
                .getAndIncrement();
    }

    private int read(FakeCall call, FakeTask task) {
        return next(call.path(), task);
    }

    private static ObjectNode about() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("buildVersion", "41.2.1.0")
                .put("buildDate", "9/20/2026 09:42:00 AM")
                .put("databaseProvider", "Devart.Data.PostgreSql")
                .put("nodeType", 1)
                .put("sharedPersistence", true)
                .put("requiresBootstrap", false)
                .put("singleNodeOnly", false)
                .put("schemaPath", "About");
    }

    private static FakeAnswer ok(JsonNode node) {
        return FakeAnswer.json(200, node.toString());
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
