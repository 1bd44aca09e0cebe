package io.footman.agent.qlik.repository;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the fake repository was asked, and over how many connections. */
public final class CallRecord {
    private static final int MOST_PATHS = 20_000;

    private final Map<String, AtomicInteger> byRoute = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> paths = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    CallRecord() {}

    /** All calls, also those answered with trouble. */
    public int calls() {
        return calls.get();
    }

    /** Calls of one route, as {@code GET app/full} or {@code GET user/{id}}. */
    public int calls(String route) {
        AtomicInteger count = byRoute.get(route);
        return count == null ? 0 : count.get();
    }

    /** Calls by route. */
    public Map<String, Integer> routes() {
        Map<String, Integer> counts = new TreeMap<>();
        byRoute.forEach((route, count) -> counts.put(route, count.get()));
        return counts;
    }

    /** Methods and paths in the order of the calls, the first 20,000 of them. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    /** TLS connections opened so far, each after a whole handshake with a certificate of the site. */
    public int connections() {
        return connections.get();
    }

    /** Connections whose handshake failed: no certificate, or one of another site. */
    public int strangers() {
        return strangers.get();
    }

    /** The most calls that waited for their answer at the same time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    List<String> wrongCalls() {
        return List.copyOf(wrong);
    }

    void connected() {
        connections.incrementAndGet();
    }

    void strange() {
        strangers.incrementAndGet();
    }

    void wrong(String what) {
        wrong.add(what);
    }

    void came(FakeCall call) {
        byRoute.computeIfAbsent(call.route(), route -> new AtomicInteger()).incrementAndGet();
        if (calls.incrementAndGet() <= MOST_PATHS) {
            paths.add(call.method() + " " + call.path());
        }
        int now = open.incrementAndGet();
        mostAtOnce.accumulateAndGet(now, Math::max);
    }

    void answered(int count) {
        open.addAndGet(-count);
    }
}
