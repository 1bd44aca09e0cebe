package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.ScriptLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows outlive releases: files under golden/journal are never edited, only added to. */
class StoredJsonTest {
    private final StoredJson json = new StoredJson();

    @Test
    void readsWhatEarlierReleasesStored() throws IOException {
        EventContext expected = Given.context(Given.event("golden"));

        assertThat(json.readEvent(golden("event-1.json"))).isEqualTo(expected.event());
        StoredJson.Packed packed = new StoredJson.Packed(golden("context-1.json"), null);
        assertThat(json.unpack(golden("event-1.json"), packed))
                .isEqualTo(new EventContext(
                        expected.event(), expected.variables(), expected.traits(), Optional.empty(), expected.gaps()));
    }

    @Test
    void keepsScriptLogsLineByLine() {
        for (List<String> lines : List.of(List.<String>of(), List.of(""), List.of("", "a", "", "Ä 🚨", ""))) {
            EventContext plain = Given.context(Given.event("a"));
            EventContext context = new EventContext(
                    plain.event(), plain.variables(), plain.traits(), Optional.of(new ScriptLog(lines)), plain.gaps());

            assertThat(json.unpack(json.write(plain.event()), json.pack(context)))
                    .isEqualTo(context);
        }
    }

    @Test
    void ignoresWhatALaterReleaseAdded() throws IOException {
        String later = golden("event-1.json").replaceFirst("\\{", "{\"addedLater\":{\"a\":[1]},");

        assertThat(json.readEvent(later)).isEqualTo(Given.event("golden"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = StoredJsonTest.class.getResourceAsStream("/golden/journal/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
