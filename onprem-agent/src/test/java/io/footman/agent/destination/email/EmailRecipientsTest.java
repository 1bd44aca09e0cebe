package io.footman.agent.destination.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Recipients;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRecipientsTest {
    private static Recipients recipients(Map<String, Object> values, Alerts alert) {
        Settings section = Settings.of("mail", values);
        EmailSettings settings = EmailSettings.read(section);
        assertThat(section.mistakes()).isEmpty();
        return EmailRecipients.of(settings, alert.build().context());
    }

    private static Alerts owned() {
        return Alerts.failedReload().owner("u-8", "Goran@Example.com");
    }

    @Test
    void tellsEachMailboxOnce() {
        Map<String, Object> values =
                Map.of("to", List.of("bi@example.com", "BI@EXAMPLE.COM", "goran@example.com"), "owner", true);
        assertThat(recipients(values, owned()).addresses()).containsExactly("bi@example.com", "goran@example.com");
    }

    @Test
    void tellsTheOwnerWhenAsked() {
        assertThat(recipients(Map.of("to", "bi@example.com", "owner", true), owned())
                        .addresses())
                .containsExactly("bi@example.com", "Goran@Example.com");
        assertThat(recipients(Map.of("to", "bi@example.com"), owned()).addresses())
                .containsExactly("bi@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"U-8", "goran@example.com"})
    void includesAndExcludesOwnersByIdOrAddress(String name) {
        Map<String, Object> included = Map.of("owner", Map.of("include", List.of(name)));
        assertThat(recipients(included, owned()).addresses()).hasSize(1);
        assertThat(recipients(included, Alerts.failedReload().owner("u-9", "x@example.com"))
                        .whyNobody())
                .contains("excluded or not included");
        Map<String, Object> both = Map.of("owner", Map.of("include", List.of(name), "exclude", List.of(name)));
        assertThat(recipients(both, owned()).addresses()).isEmpty();
    }

    @Test
    void saysWhyNobodyIsTold() {
        Map<String, Object> ownerOnly = Map.of("owner", true);
        assertThat(recipients(ownerOnly, Alerts.failedReload()).whyNobody()).contains("no owner");
        assertThat(recipients(ownerOnly, Alerts.failedReload().ownerUnknown()).whyNobody())
                .contains("could not be looked up");
        assertThat(recipients(ownerOnly, Alerts.failedReload().owner("u-8", "not an address"))
                        .whyNobody())
                .contains("no usable e-mail address");
    }

    @Test
    void keepsNamesOfRecipients() {
        assertThat(recipients(Map.of("to", "Böard <bi@example.com>"), owned()).addresses())
                .containsExactly("\"Böard\" <bi@example.com>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@example.com",
                "a@",
                "a b@example.com",
                "a@exa mple.com",
                "a@b@example.com",
                "a@example..com",
                "a@example.com, b@example.com",
                "x <a@example.com>\r\nBcc: b@example.com",
                "ü@example.com"
            })
    void refusesWhatIsNoAddress(String text) {
        Settings section = Settings.of("mail", Map.of("to", List.of(text)));
        EmailSettings.read(section);
        assertThat(section.mistakes()).hasSize(1);
    }

    @Test
    void readsInternationalDomains() {
        assertThat(MailAddresses.parse("a@bücher.example"))
                .hasValueSatisfying(address -> assertThat(address.getAddress()).isEqualTo("a@xn--bcher-kva.example"));
    }
}
