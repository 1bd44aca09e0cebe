package io.footman.agent.qlik.repository;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to one repository: repeats GETs that may succeed a moment later, ends each call in time, and asks the
 * {@link Gate} first. All failures are {@link RepositoryException}s.
 */
final class Calls implements AutoCloseable {
    static final int MOST_TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int SMALL = 64 * 1024;
    private static final RepositoryException STOPPING =
            new RepositoryException(FailureReason.UNREACHABLE, "Footman is stopping");
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final String site;
    private final Transport transport;
    private final Gate gate;
    private final Clock clock;
    private final RandomGenerator random;
    private final Alarms alarms;
    private final MeterRegistry meters;
    private final Flights flights;

    /** Looking up a host name can block: not on threads that others need. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "footman-qlik-sense-send");
        thread.setDaemon(true);
        return thread;
    });

    Calls(
            String site,
            RepositorySettings settings,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry meters) {
        this.site = site;
        this.transport = new Transport(settings, random);
        this.gate = new Gate(site, clock, random);
        this.clock = clock;
        this.random = random;
        this.alarms = alarms;
        this.meters = meters;
        this.flights = new Flights(settings.timeout(), gate, this::probeLater, clock, alarms);
        Gauge.builder(
                        "footman.qlik.sense.reachable",
                        gate,
                        open -> open.refusal().isEmpty() ? 1 : 0)
                .description("Whether the repository service answers (1) or is being waited for (0)")
                .tag("site", site)
                .register(meters);
        Gauge.builder("footman.qlik.sense.calls.open", flights, Flights::count)
                .description("Calls that have not been answered yet")
                .tag("site", site)
                .register(meters);
    }

    /**
     * @param call name for metrics and logs
     * @param path below {@code /qrs/}, already encoded
     * @param limit most bytes kept of the answer
     */
    private record Request(String call, String method, String path, int limit, int tries) {}

    /** Why no calls are made at the moment. */
    Optional<RepositoryException> trouble() {
        return gate.refusal();
    }

    /** Fetches one answer, trying again where that may help. */
    CompletableFuture<CutText> get(String call, String path, int limit) {
        return attempt(new Request(call, "GET", path, limit, MOST_TRIES), 1);
    }

    /** Has something done, at most once: whether a failed call had an effect is not known. */
    CompletableFuture<CutText> post(String call, String path) {
        return attempt(new Request(call, "POST", path, SMALL, 1), 1);
    }

    /** Completes after a while. */
    CompletableFuture<Void> pause(Duration pause) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        alarms.at(clock.instant().plus(pause), () -> over.complete(null));
        return over;
    }

    private CompletableFuture<CutText> attempt(Request request, int number) {
        return gate.refusal()
                .map(CompletableFuture::<CutText>failedFuture)
                .orElseGet(() -> exchange(request))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    RepositoryException known = RepositoryException.of(failure);
                    boolean again = known.isOutage()
                            && known.reason() != FailureReason.TIMEOUT
                            && number < request.tries()
                            && gate.refusal().isEmpty();
                    return again
                            ? pause(varied(FIRST_PAUSE.multipliedBy(1L << (2 * (number - 1)))))
                                    .thenCompose(over -> attempt(request, number + 1))
                            : CompletableFuture.<CutText>failedFuture(known);
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<CutText> exchange(Request request) {
        Timer.Sample sample = Timer.start(meters);
        Flights.Flight flight = flights.begin();
        try {
            sender.execute(() -> send(request, flight));
        } catch (RejectedExecutionException e) {
            flight.give(STOPPING);
        }
        return flight.result().whenComplete((answer, failure) -> {
            flights.end(flight);
            String outcome = "ok";
            if (failure != null) {
                RepositoryException known = RepositoryException.of(failure);
                outcome = known.reason().label();
                LOG.debug(
                        "event=repository-call-failed site={} call={} reason={} detail=\"{}\"",
                        site,
                        request.call(),
                        outcome,
                        known.getMessage());
            }
            sample.stop(
                    meters.timer("footman.qlik.sense.calls", "site", site, "call", request.call(), "outcome", outcome));
        });
    }

    private void send(Request request, Flights.Flight flight) {
        if (flight.result().isDone()) {
            return;
        }
        try {
            flight.goesOver(
                    transport.send(request.method(), "/qrs/" + request.path(), request.limit(), new Landing(flight)));
        } catch (RuntimeException e) {
            ended(flight, Transport.explain(e));
        }
    }

    private final class Landing implements FutureCallback<AnswerConsumer.Answer> {
        private final Flights.Flight flight;

        Landing(Flights.Flight flight) {
            this.flight = flight;
        }

        @Override
        public void completed(AnswerConsumer.Answer answer) {
            if (answer.status() >= 200 && answer.status() < 300) {
                gate.answered(flight.sent());
                flight.result().complete(answer.body());
            } else {
                ended(flight, RepositoryException.ofStatus(answer.status()));
            }
        }

        @Override
        public void failed(Exception failure) {
            ended(flight, Transport.explain(failure));
        }

        @Override
        public void cancelled() {
            // Whoever cancels has completed the flight already, or the client is closing.
            flight.result()
                    .completeExceptionally(
                            new RepositoryException(FailureReason.UNREACHABLE, "the call was cancelled"));
        }
    }

    private void ended(Flights.Flight flight, RepositoryException failure) {
        if (!failure.isOutage()) {
            gate.answered(flight.sent());
        } else if (gate.failed(failure)) {
            probeLater();
        }
        flight.result().completeExceptionally(failure);
    }

    private void probeLater() {
        alarms.at(gate.nextProbe(), this::probe);
    }

    private void probe() {
        Instant sent = clock.instant();
        exchange(new Request("probe", "GET", "about", SMALL, 1)).whenComplete((answer, failure) -> {
            if (failure == null || !RepositoryException.of(failure).isOutage()) {
                gate.open(sent);
            } else if (!sender.isShutdown()) {
                probeLater();
            }
        });
    }

    private Duration varied(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis / 2 + random.nextLong(millis));
    }

    @Override
    public void close() {
        sender.shutdownNow();
        transport.close();
        flights.endAll(STOPPING);
    }
}
