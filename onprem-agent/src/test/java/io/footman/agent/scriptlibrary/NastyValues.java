package io.footman.agent.scriptlibrary;

import java.util.List;
import java.util.stream.Stream;

/** Values that break a load script, JSON or a URL which does not expect them. */
final class NastyValues {
    private static final int LONG = 4_096;

    /** None of them is longer than a name may be. */
    static final List<String> NAMES = List.of(
            "plain",
            "a \"quote\" and an 'apostrophe'",
            "back\\slash\\\\",
            "Zeile\nUmbruch\r\nTab\t.",
            "Größe ÅÄÖ é € „Anführung“ 漢字 😀👩‍👩‍👧",
            "50% %23 %41 %%",
            "a;b]c[d`e",
            "$(x) $(=1+1) $x",
            "// no /* comment */",
            " spaces around ",
            "a&b=c+d?e#f/g:h@i",
            "{\"json\":[1,true,null]}",
            "=1+1",
            "0012",
            "\u0001\u001f\u007f");

    private NastyValues() {}

    /** Names, and what only a text may be: long, or empty. */
    static List<String> texts() {
        return Stream.concat(NAMES.stream(), Stream.of("", "Text mit \"Ü\" ".repeat(LONG / 12)))
                .toList();
    }
}
