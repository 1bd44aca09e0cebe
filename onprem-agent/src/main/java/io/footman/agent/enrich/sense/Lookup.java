package io.footman.agent.enrich.sense;

import io.footman.agent.qlik.repository.RepositoryException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * How one look-up ended.
 *
 * @param what what was looked for, as told in a gap: "the task"
 * @param asked false when there was nothing to look for
 * @param found empty also when the repository has none
 * @param failure why it is not known
 */
record Lookup<T>(String what, boolean asked, Optional<T> found, Optional<RepositoryException> failure) {

    static <T> Lookup<T> notNeeded(String what) {
        return new Lookup<>(what, false, Optional.empty(), Optional.empty());
    }

    static <T> Lookup<T> failed(String what, RepositoryException failure) {
        return new Lookup<>(what, true, Optional.empty(), Optional.of(failure));
    }

    /** Never fails: what goes wrong is part of the result. */
    static <T> CompletableFuture<Lookup<T>> of(String what, CompletionStage<Optional<T>> call) {
        return call.handle((found, failure) -> failure == null
                        ? new Lookup<>(what, true, found, Optional.empty())
                        : Lookup.<T>failed(what, RepositoryException.of(failure)))
                .toCompletableFuture();
    }

    /** The repository answered that it has none. */
    boolean isAbsent() {
        return asked && found.isEmpty() && failure.isEmpty();
    }

    /** Worth another look later. */
    boolean isAway() {
        return failure.filter(RepositoryException::isOutage).isPresent();
    }

    /** Whether an empty result proves nothing. */
    boolean isOpen() {
        return asked && found.isEmpty();
    }

    <R> Optional<R> flat(Function<T, Optional<R>> value) {
        return found.flatMap(value);
    }
}
