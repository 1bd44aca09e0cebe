package io.footman.agent.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Named values that load scripts leave for each other, in the journal's database: they survive restarts and are shared by
 * the agents on one database. A namespace comes with its first key and goes only when it is removed itself; a key whose
 * time is over is never seen again and does not count.
 *
 * <p>No call blocks. A stage that fails with {@link JournalUnavailableException} has changed nothing; what a completed
 * stage promised survives a kill. Reads may be completed at once, on the caller's thread.
 */
public interface KeyValueStore {
    /** All namespaces, the oldest first. */
    CompletionStage<List<String>> namespaces();

    /** The keys of a namespace in the order in which they were first written; empty when there is no such namespace. */
    CompletionStage<Optional<List<String>>> keys(String namespace);

    /** Looks a key up. */
    CompletionStage<Lookup> get(String namespace, String key);

    /** Writes a key; value and time to live replace what was there. A limit that forbids it leaves all as it was. */
    CompletionStage<Placement> put(KeyValue entry);

    /** Removes a key. */
    CompletionStage<Removal> remove(String namespace, String key);

    /** Removes a namespace with all its keys. */
    CompletionStage<Removal> removeNamespace(String namespace);

    /** What a look-up found. */
    sealed interface Lookup {}

    /** The key is there. */
    record Found(String value) implements Lookup {}

    /** Why there is nothing. */
    enum Missing implements Lookup {
        NO_NAMESPACE,
        NO_KEY
    }

    /** Whether an entry was stored. */
    sealed interface Placement {}

    /** The entry is durable. */
    record Stored() implements Placement {}

    /** A limit forbids the entry. The reason names the limit, its key in the configuration and a remedy. */
    record Refused(String reason) implements Placement {}

    /** What a removal came upon. */
    enum Removal {
        REMOVED,
        NO_NAMESPACE,
        NO_KEY
    }
}
