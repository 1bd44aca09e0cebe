package io.footman.agent.qlik.cloud;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** Answers kept for a while. Callers that ask at the same time share one call; a failure is told to them and forgotten. */
final class Remembered<T> {
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Cache<String, CompletableFuture<Mono<T>>> answers =
            Caffeine.newBuilder().expireAfterWrite(TIME).maximumSize(MOST).build();

    Mono<T> get(String key, Mono<T> call) {
        return Mono.fromFuture(() -> shared(key, call), true).flatMap(answer -> answer);
    }

    /** Completes with a value also for a failure: it may come when nobody waits for it any more. */
    private CompletableFuture<Mono<T>> shared(String key, Mono<T> call) {
        CompletableFuture<Mono<T>> mine = new CompletableFuture<>();
        CompletableFuture<Mono<T>> known = answers.asMap().putIfAbsent(key, mine);
        if (known != null) {
            return known;
        }
        call.subscribe(answer -> mine.complete(Mono.just(answer)), failure -> {
            answers.asMap().remove(key, mine);
            mine.complete(Mono.error(failure));
        });
        return mine;
    }
}
