package io.footman.agent.qlik.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Execution sessions of the fake repository: there while a task runs, then gone, and a result in their place (QRS API §4.1). */
final class SiteSessions {
    static final Pattern ONE = Pattern.compile("executionsession/(" + QrsRules.GUID + ")");
    private static final Pattern RESULT = Pattern.compile("ExecutionId eq (" + QrsRules.GUID + ")");
    private static final String NOT_STARTED = "00000000-0000-0000-0000-000000000000";

    private final FakeSite site;
    private final SiteJson json;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile int looks;

    SiteSessions(FakeSite site, SiteJson json) {
        this.site = site;
        this.json = json;
    }

    private record Session(String task, AtomicInteger looksLeft) {
        boolean isRunning() {
            return looksLeft.get() > 0;
        }
    }

    /** Sessions started from now on go on for so many looks at them. */
    void last(int number) {
        looks = number;
    }

    /** Starts the task, unless it is disabled or runs already. */
    FakeAnswer start(FakeTask task, Collection<String> started) {
        boolean running =
                sessions.values().stream().anyMatch(session -> session.task().equals(task.id()) && session.isRunning());
        if (running || !task.enabled()) {
            return created(NOT_STARTED);
        }
        String id = FakeTask.guid("5e551000", numbers.incrementAndGet());
        sessions.put(id, new Session(task.id(), new AtomicInteger(looks)));
        started.add(task.id());
        return created(id);
    }

    FakeAnswer running(String id) {
        Session session = sessions.get(id);
        boolean there =
                session != null && session.isRunning() && session.looksLeft().getAndDecrement() > 0;
        return there
                ? site.task(session.task())
                        .map(task -> FakeAnswer.json(200, json.session(task, id).toString()))
                        .orElse(FakeAnswer.empty(404))
                : FakeAnswer.empty(404);
    }

    FakeAnswer results(String filter) {
        Matcher matcher = RESULT.matcher(filter);
        if (!matcher.matches()) {
            return FakeAnswer.text(400, "Invalid filter");
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        Optional.ofNullable(sessions.get(matcher.group(1)))
                .filter(session -> !session.isRunning())
                .flatMap(session -> site.task(session.task()))
                .ifPresent(task -> results.add(json.result(task, matcher.group(1))));
        return FakeAnswer.json(200, results.toString());
    }

    private static FakeAnswer created(String id) {
        return FakeAnswer.json(
                201, JsonNodeFactory.instance.objectNode().put("value", id).toString());
    }
}
