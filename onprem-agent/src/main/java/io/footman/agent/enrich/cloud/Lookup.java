package io.footman.agent.enrich.cloud;

import io.footman.agent.qlik.cloud.QlikCloudException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * How one look-up ended: found, failed (told as a gap) or not needed (neither).
 *
 * @param what what was looked for, as told in a gap: "the app's details"
 * @param found the answer
 * @param why completes a sentence that starts with "because"; present when it failed
 */
record Lookup<T>(String what, Optional<T> found, Optional<String> why) {

    static <T> Lookup<T> notNeeded(String what) {
        return new Lookup<>(what, Optional.empty(), Optional.empty());
    }

    /** Never fails: what goes wrong becomes the reason, and what takes longer than {@code longest} is given up. */
    static <T> Mono<Lookup<T>> of(String what, Mono<T> call, Duration longest) {
        return call.timeout(longest)
                .map(answer -> new Lookup<>(what, Optional.of(answer), Optional.empty()))
                .onErrorResume(failure -> Mono.just(new Lookup<>(what, Optional.empty(), Optional.of(reason(failure)))))
                .defaultIfEmpty(notNeeded(what));
    }

    boolean failed() {
        return why.isPresent();
    }

    <R> Optional<R> get(Function<T, R> value) {
        return found.map(value);
    }

    <R> Optional<R> flat(Function<T, Optional<R>> value) {
        return found.flatMap(value);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof QlikCloudException known) {
            return String.valueOf(known.getMessage());
        }
        if (failure instanceof NeededLookupFailedException needed) {
            return String.valueOf(needed.getMessage());
        }
        return failure instanceof TimeoutException
                ? "Qlik Cloud did not answer in time"
                : "of a defect in Footman (" + failure.getClass().getSimpleName() + "); see its log";
    }
}
