package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.ScriptLog;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentContextsTest {
    private final StoredJson json = new StoredJson();
    private final RecentContexts recent = new RecentContexts(json);

    @Test
    void readsAnEventOnceForAllItsDestinations() {
        Stored event = stored("a", ScriptLog.of("small"));
        assertThat(event.read()).isSameAs(event.read());
    }

    @Test
    void keepsFewerEventsTheLargerTheyAre() {
        Stored first = stored("first", noise());
        EventContext read = first.read();
        for (int i = 0; i < 20; i++) {
            stored("later-" + i, noise()).read();
        }
        assertThat(first.read()).isNotSameAs(read).isEqualTo(read);
    }

    /** Half a megabyte that cannot be compressed much. */
    private static ScriptLog noise() {
        Random random = new Random(1);
        return new ScriptLog(random.ints(70_000).mapToObj(Integer::toHexString).toList());
    }

    private Stored stored(String id, ScriptLog log) {
        EventContext plain = Given.context(Given.event(id));
        EventContext context =
                new EventContext(plain.event(), plain.variables(), plain.traits(), Optional.of(log), List.of());
        return new Stored(json.write(plain.event()), json.pack(context));
    }

    private final class Stored {
        private final String body;
        private final StoredJson.Packed packed;

        Stored(String body, StoredJson.Packed packed) {
            this.body = body;
            this.packed = packed;
        }

        EventContext read() {
            return recent.read(body, packed);
        }
    }
}
