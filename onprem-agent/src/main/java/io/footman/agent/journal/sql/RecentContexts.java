package io.footman.agent.journal.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footman.agent.model.EventContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that were read a moment ago. An event that goes to several destinations is claimed by each of their lanes at
 * about the same time: its context, which can be large, is parsed once and not by each.
 */
final class RecentContexts {
    /** About four claims of a lane; far fewer events when their script logs are large. Characters and bytes as stored. */
    private static final long MOST = 4L << 20;

    private final StoredJson json;
    private final Cache<Stored, EventContext> recent = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher(Stored::weight)
            .executor(Runnable::run)
            .build();

    RecentContexts(StoredJson json) {
        this.json = json;
    }

    /**
     * The rows of one event as they lie in the journal. Compared as a whole, so that what an operator repaired is read
     * again.
     */
    private record Stored(String body, String findings, byte @Nullable [] scriptLog) {
        int weight(EventContext context) {
            return body.length() + findings.length() + (scriptLog == null ? 0 : scriptLog.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stored stored
                    && body.equals(stored.body)
                    && findings.equals(stored.findings)
                    && Arrays.equals(scriptLog, stored.scriptLog);
        }

        @Override
        public int hashCode() {
            return body.hashCode();
        }
    }

    /** @throws StoredJson.UnreadableException when body or context cannot be read */
    EventContext read(String body, StoredJson.@Nullable Packed packed) {
        if (packed == null) {
            return json.unpack(body, null);
        }
        Stored stored = new Stored(body, packed.findings(), packed.scriptLog());
        EventContext known = recent.getIfPresent(stored);
        if (known != null) {
            return known;
        }
        EventContext context = json.unpack(body, packed);
        recent.put(stored, context);
        return context;
    }
}
