package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.file.FileException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows rules are pure text, so they are judged here on any system. */
class WindowsRulesTest {
    @ParameterizedTest
    @CsvSource({
        "D:\\QVD\\sales.qvd, D:/QVD/sales.qvd",
        "d:/QVD//a/./b/../c.qvd, d:/QVD/a/c.qvd",
        "D:\\QVD/mixed\\slashes, D:/QVD/mixed/slashes",
        "D:/QVD/a%23b.qvd, D:/QVD/a#b.qvd",
        "D:/../../QVD, D:/QVD",
        "\\\\srv\\share\\x.qvd, //srv/share/x.qvd",
        "//srv/share, //srv/share/",
        "//srv//share//x, //srv/share/x",
        "//srv/share/../../x, //srv/share/x",
        "D:/QVD/console.txt, D:/QVD/console.txt",
        "D:/QVD/COM10.txt, D:/QVD/COM10.txt",
        "D:/QVD/.hidden, D:/QVD/.hidden",
        "D:/QVD/%2e%2e/x, D:/QVD/%2e%2e/x",
        "D:/QVD/~, D:/QVD/~"
    })
    void readsPaths(String sent, String normal) {
        assertThat(PathRules.WINDOWS.normal("fromFile", sent)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D:/QVD/CON",
                "D:/QVD/con.txt",
                "D:/QVD/NUL.txt",
                "D:/QVD/NUL .txt",
                "D:/QVD/COM1",
                "D:/QVD/lpt9.log.gz",
                "D:/QVD/COM¹",
                "D:/QVD/CONIN$",
                "D:/AUX/x.txt",
                "D:/QVD/a.txt:b",
                "D:/QVD/a.txt::$DATA",
                "D:/QVD/x.",
                "D:/QVD/x ",
                "D:/QVD/folder./x",
                "D:/QVD/...",
                "D:/QVD/.. /x",
                "D:/QVD/a?",
                "D:/QVD/a*",
                "D:/QVD/a|b",
                "D:/QVD/\u0000",
                "D:/QVD/a\nb",
                "\\\\?\\D:\\QVD\\x",
                "\\\\.\\D:\\QVD\\x",
                "//?/UNC/srv/share/x",
                "//./PhysicalDrive0",
                "//srv/../x",
                "//../share/x",
                "//srv"
            })
    void refusesWhatWindowsTakesForSomethingElse(String sent) {
        refused(sent, Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QVD/x", "D:x", "D:", "/QVD/x", "\\QVD\\x", "../x", "~/x", "%2e%2e/x"})
    void refusesWhatIsNotAbsolute(String sent) {
        refused(sent, Reason.NOT_APPROVED);
    }

    @Test
    void refusesWhatIsTooLong() {
        refused("D:/" + "x".repeat(256), Reason.INVALID);
        refused("D:/" + "x/".repeat(20_000), Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "..\\x", "C:/x", "a/..\\..\\x", "sub:stream"})
    void refusesToLeaveAFolder(String sent) {
        assertThatThrownBy(() -> PathRules.WINDOWS.relative("directory", sent, "outside"))
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_APPROVED));
    }

    @ParameterizedTest
    @CsvSource({"sales/2026, sales/2026", "/sales, sales", "a\\b, a/b", "a/../b, b", "'', ''", "//srv/share, srv/share"
    })
    void readsPathsBelowAFolder(String sent, String normal) {
        assertThat(PathRules.WINDOWS.relative("directory", sent, "outside")).isEqualTo(normal);
    }

    private static void refused(String sent, Reason reason) {
        assertThatThrownBy(() -> PathRules.WINDOWS.normal("fromFile", sent))
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .message()
                .contains("fromFile")
                .doesNotContain("\n");
    }
}
