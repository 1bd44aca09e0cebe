package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.Turnstile;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Footman asks the engine of one site. Every answer is a stage that fails with an {@link EngineException}; none blocks.
 * It may complete on a thread of the connections: go on elsewhere with long work.
 */
public final class EngineClient implements AutoCloseable {
    /** Contents of apps are large; several at once would need memory that the agent does not have. */
    private static final int DUMPS_AT_ONCE = 1;

    private static final int LISTS_AT_ONCE = 4;

    /** Of dumps, and of lists: more callers than this would wait for minutes. */
    private static final int LONGEST_QUEUE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(EngineClient.class);

    private final String site;
    private final EngineSettings settings;
    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry meters;
    private final EngineSockets sockets;
    private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
    private final Turnstile dumps = new Turnstile(DUMPS_AT_ONCE, LONGEST_QUEUE, EngineClient::full);
    private final Turnstile lists = new Turnstile(LISTS_AT_ONCE, LONGEST_QUEUE, EngineClient::full);

    /**
     * @param site its configured name, for metrics and logs
     * @param random makes sessions distinct; used by many threads
     */
    public EngineClient(
            String site,
            EngineSettings settings,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry meters) {
        this.site = site;
        this.settings = settings;
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
        this.sockets = new EngineSockets(settings, random);
        Gauge.builder("footman.qlik.engine.sessions.open", sessions, Set::size)
                .description("Sessions that Footman holds at the engine: one for each reload that runs")
                .tag("site", site)
                .register(meters);
    }

    /** An app that the user may see. */
    public record AppName(String id, String name) {}

    /** All apps that the user may see, in the engine's order. */
    public CompletableFuture<List<AppName>> apps() {
        return measured(
                "apps",
                () -> lists.pass(() -> within(
                        EngineSockets.NO_APP,
                        session ->
                                session.call("GetDocList", EngineSession.GLOBAL).thenApply(EngineClient::names))));
    }

    /** Everything that an app is made of but its data, in the form of {@link AppContent}. */
    public CompletableFuture<ObjectNode> content(Guid app) {
        return measured(
                "dump",
                () -> dumps.pass(() -> within(
                        app.text(),
                        session -> OpenApp.withoutData(session, app)
                                .thenCompose(handle -> new AppContent(session, handle, app).read()))));
    }

    /** Opens an app with its data, to be reloaded; the caller closes it. */
    public CompletableFuture<OpenApp> open(Guid app) {
        return measured("open", () -> {
            EngineSession session = session(app.text(), EngineSession.Limit.ANSWER);
            return OpenApp.withData(session, app).whenComplete((opened, failure) -> {
                if (failure != null) {
                    session.close();
                }
            });
        });
    }

    private static EngineException full() {
        return new EngineException(
                FailureReason.RATE_LIMITED, LONGEST_QUEUE + " calls of this kind wait for their turn already");
    }

    private <T> CompletableFuture<T> within(String app, Function<EngineSession, CompletableFuture<T>> work) {
        EngineSession session = session(app, EngineSession.Limit.SESSION);
        return work.apply(session).whenComplete((result, failure) -> session.close());
    }

    private EngineSession session(String app, EngineSession.Limit limit) {
        EngineSession session =
                new EngineSession(limit, settings.timeout(), clock, alarms, sockets::explain, sessions::remove);
        sessions.add(session);
        session.over(sockets.open(app, session));
        return session;
    }

    private static List<AppName> names(JsonNode result) {
        List<AppName> names = new ArrayList<>();
        for (JsonNode app : result.path("qDocList")) {
            names.add(new AppName(
                    app.path("qDocId").asText(), app.path("qDocName").asText()));
        }
        return List.copyOf(names);
    }

    private <T> CompletableFuture<T> measured(String call, Supplier<CompletableFuture<T>> work) {
        Timer.Sample sample = Timer.start(meters);
        CompletableFuture<T> running = work.get();
        CompletableFuture<T> told = running.handle((result, failure) -> {
            String outcome = "ok";
            if (failure != null) {
                EngineException known = EngineException.of(failure);
                outcome = known.reason().label();
                LOG.debug(
                        "event=engine-call-failed site={} call={} reason={} detail=\"{}\"",
                        site,
                        call,
                        outcome,
                        known.getMessage());
                sample.stop(timer(call, outcome));
                throw known;
            }
            sample.stop(timer(call, outcome));
            return result;
        });
        // Whoever gives up waiting leaves the queue too.
        told.whenComplete((result, failure) -> running.cancel(false));
        return told;
    }

    private Timer timer(String call, String outcome) {
        return meters.timer("footman.qlik.engine.calls", "site", site, "call", call, "outcome", outcome);
    }

    /** Ends all sessions; reloads that run are cut off. */
    @Override
    public void close() {
        sessions.forEach(EngineSession::close);
        sockets.close();
    }
}
