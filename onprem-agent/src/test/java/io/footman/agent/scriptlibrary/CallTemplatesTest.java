package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the library escapes, and that the test's own reading of scripts would notice if it did not. */
class CallTemplatesTest {
    static final Path LIBRARY = Path.of("../qlik/script/footman.qvs");

    @Test
    void encodesEveryCharacterForUrls() {
        StringBuilder characters = new StringBuilder();
        for (int code = 1; code < 0x30000; code += code < 0x900 ? 1 : 97) {
            if (code < 0xD800 || code > 0xDFFF) {
                characters.appendCodePoint(code);
            }
        }
        String all = characters.toString();

        try (CallTemplates library = templates(QlikScript.read(LIBRARY))) {
            String encoded = library.encoded(all, String::codePoints);

            assertThat(encoded).matches("[A-Za-z0-9._~%-]*");
            assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(all);
            assertThat(library.encoded(all, String::chars)).isEqualTo(encoded);
        }
    }

    @Test
    void offersTheEncodingTableOfButlerWithoutTheInternet() {
        QlikScript script = QlikScript.read(LIBRARY);
        String load = script.sub("ButlerInit").orElseThrow().body().stream()
                .map(QlikScript.Statement::text)
                .filter(text -> text.startsWith("URL_EncodingReferenceMap:"))
                .findFirst()
                .orElseThrow();
        List<String> columns = MappingTables.split(load.substring(load.indexOf("LOAD") + "LOAD".length()));

        try (CallTemplates library = templates(script)) {
            for (long code = 1; code <= 8482; code += code < 300 ? 1 : 7) {
                Map<String, Object> row = Map.of("FootmanCode", code);
                String character = Character.toString((int) code);

                assertThat(library.evaluated(columns.get(0), row)).isEqualTo(character);
                assertThat(URLDecoder.decode(
                                library.evaluated(columns.get(1), row).toString(), StandardCharsets.UTF_8))
                        .isEqualTo(character);
            }
        }
    }

    @Test
    void wouldNoticeAValueThatIsNotEscaped() {
        try (CallTemplates careless = templates(QlikScript.of("""
                SUB Post(vText)
                    LET vBody = '{""text"":""' & vText & '""}';
                    LIB CONNECT TO 'Butler_POST';
                    Answer:
                    SQL SELECT "text" FROM JSON (wrap on) "root" WITH CONNECTION ( URL "http://x/v4", BODY "$(vBody)" );
                END SUB
                """))) {
            careless.set("x", "expanded");

            assertThat(careless.of("Post", "plain").get(0).body()).isEqualTo("{\"text\":\"plain\"}");
            assertThat(careless.of("Post", "$(x)").get(0).body()).isEqualTo("{\"text\":\"expanded\"}");
            assertThatThrownBy(() -> careless.of("Post", "a \"quote\"")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static CallTemplates templates(QlikScript script) {
        return new CallTemplates(script, call -> field -> "", true);
    }
}
