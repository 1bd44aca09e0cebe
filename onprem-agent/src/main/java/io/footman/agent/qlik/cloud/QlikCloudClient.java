package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.Turnstile;
import io.footman.model.settings.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * The look-ups of one tenant. Every answer is a {@link Mono} that ends at the deadline it is given, with a
 * {@link QlikCloudException} if it fails. Users and spaces are remembered for a while: they hardly change, and thousands of
 * reloads share them.
 */
public final class QlikCloudClient implements AutoCloseable {
    /** Largest script log kept, in bytes; of a longer one the start and the end. */
    static final int LARGEST_LOG = 1 << 20;

    private static final int LARGEST_JSON = 1 << 20;

    /** The log may be written a moment after the event was sent (Qlik Cloud API §4.5). */
    private static final Duration LOG_PAUSE = Duration.ofMillis(1500);

    private static final int LOG_TRIES = 4;

    /** A remembered look-up serves many events, so it has a time of its own. */
    private static final Duration SHARED_DEADLINE = Duration.ofSeconds(20);

    /** What Qlik's ids are made of; nothing that could lead to another path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** A log takes up several megabytes until it is compressed. */
    private static final int DOWNLOADS_AT_ONCE = 12;

    private final Turnstile downloads = new Turnstile(DOWNLOADS_AT_ONCE);
    private final Calls calls;
    private final Clock clock;
    private final Remembered<User> users = new Remembered<>();
    private final Remembered<Space> spaces = new Remembered<>();

    public QlikCloudClient(Tenant tenant, Secret apiKey, Clock clock, RandomGenerator random, MeterRegistry meters) {
        this.calls = new Calls(tenant, apiKey, clock, random, meters);
        this.clock = clock;
    }

    public Mono<App> app(String appId, Instant deadline) {
        return json("app", id -> "/api/v1/apps/" + id, appId, deadline).map(App::read);
    }

    /** Fails when the catalogue lists the app not exactly once. */
    public Mono<Item> item(String appId, Instant deadline) {
        return json(
                        "item",
                        id -> "/api/v1/items?resourceType=app&resourceId=" + id + "&noActions=true&limit=100",
                        appId,
                        deadline)
                .map(answer -> Item.read(answer, appId));
    }

    public Mono<Reload> reload(String reloadId, Instant deadline) {
        return json("reload", id -> "/api/v1/reloads/" + id, reloadId, deadline).map(Reload::read);
    }

    /** Asks again a few times when the log is not there yet. */
    public Mono<LogText> scriptLog(String appId, String reloadId, Instant deadline) {
        return safe(appId)
                .flatMap(app -> safe(reloadId)
                        .flatMap(reload ->
                                logOnceThere("/api/v1/apps/" + app + "/reloads/logs/" + reload, deadline, 1)));
    }

    public Mono<User> user(String userId) {
        return users.get(
                userId,
                Mono.defer(() -> json("user", id -> "/api/v1/users/" + id, userId, sharedDeadline()))
                        .map(answer -> User.read(answer, userId)));
    }

    public Mono<Space> space(String spaceId) {
        return spaces.get(
                spaceId,
                Mono.defer(() -> json("space", id -> "/api/v1/spaces/" + id, spaceId, sharedDeadline()))
                        .map(Space::read));
    }

    private Mono<LogText> logOnceThere(String path, Instant deadline, int number) {
        return Mono.fromCompletionStage(() -> downloads.pass(() -> calls.get("script-log", path, deadline, LARGEST_LOG)
                        .map(LogText::of)
                        .toFuture()))
                .onErrorResume(QlikCloudException.class, failure -> {
                    boolean again = failure.isNotFound()
                            && number < LOG_TRIES
                            && clock.instant().plus(LOG_PAUSE).isBefore(deadline);
                    return again
                            ? Mono.delay(LOG_PAUSE).then(logOnceThere(path, deadline, number + 1))
                            : Mono.error(failure);
                });
    }

    private Mono<JsonNode> json(String call, Function<String, String> path, String id, Instant deadline) {
        return safe(id).flatMap(safeId -> calls.get(call, path.apply(safeId), deadline, LARGEST_JSON))
                .map(Json::object);
    }

    private static Mono<String> safe(String id) {
        return ID.matcher(id).matches()
                ? Mono.just(id)
                : Mono.error(new QlikCloudException(FailureReason.CLIENT_ERROR, "the event's id is not one of Qlik's"));
    }

    private Instant sharedDeadline() {
        return clock.instant().plus(SHARED_DEADLINE);
    }

    @Override
    public void close() {
        calls.close();
    }
}
