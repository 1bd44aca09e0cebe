package io.footman.agent.journal.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The values that were read a moment ago, for a store that only this process changes.
 *
 * <p>A value is read from the store first and remembered then; a change may come between. So the reader notes the number of
 * changes before it reads, and what it read is remembered only if that number still stands.
 */
final class RecentValues {
    /** Characters as stored, plus {@link #OVERHEAD} each. */
    private static final long MOST = 8L << 20;

    private static final int OVERHEAD = 100;

    private final AtomicLong changes = new AtomicLong();
    private final Cache<Name, KeyValues.Held> recent = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher(RecentValues::weight)
            .executor(Runnable::run)
            .build();

    /** The methods that records get by themselves are slow without the optimizing compiler, which the agent does not use. */
    private record Name(String namespace, String key) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && key.equals(name.key) && namespace.equals(name.namespace);
        }

        @Override
        public int hashCode() {
            return 31 * namespace.hashCode() + key.hashCode();
        }
    }

    Optional<KeyValues.Held> get(String namespace, String key) {
        return Optional.ofNullable(recent.getIfPresent(new Name(namespace, key)));
    }

    /** How many changes there were; to be asked before a value is read. */
    long changes() {
        return changes.get();
    }

    /** Remembers what was read when there had been {@code changesBefore} changes. */
    synchronized void remember(String namespace, String key, KeyValues.Held held, long changesBefore) {
        if (changes.get() == changesBefore) {
            recent.put(new Name(namespace, key), held);
        }
    }

    /** After a change of one key was committed, or may have been. */
    synchronized void forget(String namespace, String key) {
        changes.incrementAndGet();
        recent.invalidate(new Name(namespace, key));
    }

    /** As {@link #forget(String, String)}, for all keys of a namespace. */
    synchronized void forget(String namespace) {
        changes.incrementAndGet();
        Predicate<Name> inside = name -> name.namespace().equals(namespace);
        recent.asMap().keySet().removeIf(inside);
    }

    private static int weight(Name name, KeyValues.Held held) {
        return OVERHEAD
                + name.namespace().length()
                + name.key().length()
                + held.value().length();
    }
}
