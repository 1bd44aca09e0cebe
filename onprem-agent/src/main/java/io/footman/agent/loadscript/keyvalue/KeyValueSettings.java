package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.rest.RestPart;
import io.footman.model.settings.Settings;

/**
 * Section {@code footman.rest.key-values}.
 *
 * @param limits how much the store takes
 */
record KeyValueSettings(KeyValueLimits limits) implements RestPart {
    private static final int MAX_NAMESPACES = 1_000;
    /** Each new key or namespace is counted with the others, by the writer that alerts wait for too: about a millisecond. */
    private static final int MOST_COUNTED = 10_000;

    /** Butler's default, which it does not enforce (Butler REST API §3.4). */
    private static final int MAX_KEYS = 1_000;

    private static final int MAX_NAMESPACE_LENGTH = 200;
    private static final int MAX_KEY_LENGTH = 400;

    /** In characters. Together they must fit into an entry of PostgreSQL's index: some 2,700 bytes, three a character. */
    private static final int MOST_NAMESPACE_LENGTH = 250;

    private static final int MOST_KEY_LENGTH = 600;

    /** In bytes. */
    private static final long MAX_VALUE_SIZE = 64L << 10;

    /** A request's body is not larger. */
    private static final long MOST_VALUE_SIZE = 1L << 20;

    /** Reads the section; mistakes are collected there. */
    static KeyValueSettings read(Settings footman) {
        Settings section = footman.section("rest").section("key-values");
        return new KeyValueSettings(new KeyValueLimits(
                section.number("max-namespaces", MAX_NAMESPACES, 1, MOST_COUNTED),
                section.number("max-keys-per-namespace", MAX_KEYS, 1, MOST_COUNTED),
                section.number("max-namespace-length", MAX_NAMESPACE_LENGTH, 1, MOST_NAMESPACE_LENGTH),
                section.number("max-key-length", MAX_KEY_LENGTH, 1, MOST_KEY_LENGTH),
                valueSize(section)));
    }

    private static long valueSize(Settings section) {
        long size = section.bytes("max-value-size", MAX_VALUE_SIZE);
        if (size < 1 || size > MOST_VALUE_SIZE) {
            section.mistake("max-value-size", "must be between 1 and 1MB", "64KB is usual; a request's body holds 1MB");
        }
        return size;
    }
}
