package io.footman.agent.destination.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Recipients;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Traits;
import io.footman.agent.model.Traits.Trait;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipients as Butler's users have set them up in the QMC (Butler alerts §3). */
class TaskRecipientsTest {
    private static final String ADDRESSES = "Butler_FailedAlertSendToEmail";
    private static final String ENABLE = "Butler_FailedAlertEnableEmail";
    private static final Map<String, Object> FROM_PROPERTY = Map.of("recipients-from-custom-property", ADDRESSES);
    private static final Map<String, Object> GATED = Map.of(
            "to", List.of("bi@example.com"),
            "to-if-custom-property", Map.of("name", ENABLE, "value", "Yes"));

    private static Recipients recipients(Map<String, Object> values, Traits traits) {
        Settings section = Settings.of("mail", values);
        EmailSettings settings = EmailSettings.read(section);
        assertThat(section.mistakes()).isEmpty();
        return EmailRecipients.of(
                settings, Alerts.failedReload().traits(traits).build().context());
    }

    private static Traits task(Map<String, List<String>> properties, Trait... unknown) {
        return new Traits(
                Set.of(),
                Set.of(),
                Map.of(),
                properties,
                Optional.of(new Owner(
                        "goran", Optional.of("LAB"), "Göran Sander", List.of("goran@example.com", "gs@example.org"))),
                Optional.empty(),
                Optional.empty(),
                Set.of(unknown));
    }

    @Test
    void tellsEachAddressInTheTasksCustomProperty() {
        Traits traits = task(Map.of(
                ADDRESSES,
                List.of("a@example.com", "b@example.com, c@example.com;A@EXAMPLE.COM ; ", "bi@example.com")));
        assertThat(recipients(FROM_PROPERTY, traits).addresses())
                .containsExactly("a@example.com", "b@example.com", "c@example.com", "bi@example.com");
    }

    @Test
    void theGateIsForConfiguredAddressesOnly() {
        Map<String, Object> all = Map.of(
                "to",
                "bi@example.com",
                "to-if-custom-property",
                Map.of("name", ENABLE),
                "recipients-from-custom-property",
                ADDRESSES,
                "owner",
                true);
        Traits closed = task(Map.of(ADDRESSES, List.of("a@example.com"), ENABLE, List.of("No")));
        Traits open = task(Map.of(ADDRESSES, List.of("a@example.com"), ENABLE, List.of("No", "yes")));
        assertThat(recipients(all, closed).addresses())
                .containsExactly("a@example.com", "goran@example.com", "gs@example.org");
        assertThat(recipients(all, open).addresses())
                .containsExactly("a@example.com", "bi@example.com", "goran@example.com", "gs@example.org");
    }

    @Test
    void saysWhyNobodyIsTold() {
        assertThat(recipients(GATED, task(Map.of())).whyNobody())
                .isEqualTo("The task's custom property \"" + ENABLE + "\" is not \"Yes\"");
        assertThat(recipients(FROM_PROPERTY, task(Map.of())).whyNobody())
                .isEqualTo("The task has no address in its custom property \"" + ADDRESSES + "\"");
        assertThat(recipients(FROM_PROPERTY, task(Map.of())).doubt()).isEmpty();
    }

    @Test
    void aGateThatCannotBeCheckedIsOpenAndToldSo() {
        Recipients recipients = recipients(GATED, task(Map.of(), Trait.TASK_PROPERTIES));
        assertThat(recipients.addresses()).containsExactly("bi@example.com");
        assertThat(recipients.doubt().orElseThrow()).contains("to-if-custom-property", "could not be checked");
    }

    @Test
    void tellsThoseItKnowsThatOthersCouldNotBeLookedUp() {
        Map<String, Object> settings = Map.of("to", "bi@example.com", "recipients-from-custom-property", ADDRESSES);
        Recipients recipients = recipients(settings, task(Map.of(), Trait.TASK_PROPERTIES));
        assertThat(recipients.addresses()).containsExactly("bi@example.com");
        assertThat(recipients.doubt().orElseThrow()).contains(ADDRESSES, "could not be looked up");
        Recipients nobody = recipients(FROM_PROPERTY, task(Map.of(), Trait.TASK_PROPERTIES));
        assertThat(nobody.addresses()).isEmpty();
        assertThat(nobody.whyNobody()).contains("could not be looked up");
        assertThat(nobody.doubt()).isPresent();
    }

    @Test
    void aSlipInTheCustomPropertyIsToldToTheOthers() {
        Recipients recipients =
                recipients(FROM_PROPERTY, task(Map.of(ADDRESSES, List.of("a@example.com; nobody at all"))));
        assertThat(recipients.addresses()).containsExactly("a@example.com");
        assertThat(recipients.doubt().orElseThrow()).contains("holds what is no e-mail address: nobody at all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LAB\\goran", "lab\\GORAN", "goran", "gs@example.org"})
    void includesAndExcludesOwnersByDirectoryAndId(String name) {
        assertThat(recipients(Map.of("owner", Map.of("include", List.of(name))), task(Map.of()))
                        .addresses())
                .containsExactly("goran@example.com", "gs@example.org");
        assertThat(recipients(Map.of("owner", Map.of("exclude", List.of(name))), task(Map.of()))
                        .whyNobody())
                .contains("excluded");
    }

    @Test
    void anotherDirectoryIsAnotherUser() {
        assertThat(recipients(Map.of("owner", Map.of("exclude", List.of("OTHER\\goran"))), task(Map.of()))
                        .addresses())
                .hasSize(2);
    }

    @Test
    void refusesAGateThatGuardsNothing() {
        Settings section = Settings.of("mail", Map.of("owner", true, "to-if-custom-property", Map.of("value", "Yes")));
        EmailSettings.read(section);
        assertThat(section.mistakes())
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder("mail.to-if-custom-property", "mail.to-if-custom-property.name");
    }
}
