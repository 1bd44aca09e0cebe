package io.footman.agent.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every destination must do, whatever it speaks. A destination without a subclass of this test is not merged; those
 * that speak HTTP extend {@link HttpDestinationContractTest}.
 */
public abstract class DestinationContractTest {
    /** Long enough to be noticed wherever it turns up. */
    protected static final String TOKEN = "T0KEN-b9f4c1d27a";

    private static final String EMOJI_AND_MORE = "Försäljning 📈 日本語 \"quoted\" back\\slash <b>&amp; 'x'";

    @TempDir
    protected Path folder;

    protected TestParts parts;
    protected CapturedLogs logs;
    private final java.util.List<SendResult> results = new java.util.ArrayList<>();

    @BeforeEach
    void openParts() {
        parts = new TestParts();
        logs = new CapturedLogs();
    }

    @AfterEach
    void neverShowsSecretsAndCloses() {
        logs.close();
        parts.close();
        assertThat(logs.lines()).noneMatch(line -> line.contains(TOKEN));
        assertThat(results).noneMatch(result -> result.toString().contains(TOKEN));
        assertThat(parts.meters.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains(TOKEN));
    }

    /** The driver under test. */
    protected abstract DestinationType type();

    /** Settings that reach a working receiver; the secret in them is {@link #TOKEN}. */
    protected abstract Map<String, Object> settings();

    /** What stands beside {@code destinations}, such as {@code mail}. */
    protected Map<String, Object> shared() {
        return Map.of();
    }

    /** The receiver takes everything from now on. */
    protected abstract void receiverAccepts();

    /** All text that readers see of the last message received, entities and encodings resolved. */
    protected abstract String lastMessage();

    /** As {@link #lastMessage()}, for receivers that get each kind of event at a place of its own. */
    protected String lastMessageAbout(EventKind kind) {
        return lastMessage();
    }

    /** An identification that a receiver can drop a repeated message by. */
    protected abstract String lastIdentification();

    /** The address that alerts go to; empty where there is only one. */
    protected String recipient() {
        return "";
    }

    /** Whether people read what arrives, so that notes are shown and own templates are taken. */
    protected boolean readByPeople() {
        return true;
    }

    /** Whether there is anything for this destination in the alert; if not, it must name no recipient and say why. */
    protected boolean hasSomethingToSend(Alert alert) {
        return true;
    }

    /** An alert that shows the given text. */
    protected Alerts alertWith(String text) {
        return Alerts.failedReload().variable("appName", text);
    }

    /** An alert of one delivery, as a receiver can tell it from others. */
    protected Alerts alertOf(String key) {
        return Alerts.failedReload().key(key);
    }

    /** What stands where an oversized message was cut. */
    protected String cutMark() {
        return "(cut)";
    }

    protected Destination open(Map<String, Object> changes) {
        Map<String, Object> values = new HashMap<>(settings());
        values.putAll(changes);
        Map<String, Object> rootValues = new HashMap<>(shared());
        rootValues.put("templates", Map.of("directory", folder.toString()));
        rootValues.put("destinations", Map.of("ops", values));
        Settings root = Settings.of("footman", rootValues);
        Settings section = root.section("destinations").section("ops");
        Destination destination = type().read("ops", section, root);
        assertThat(root.mistakes()).isEmpty();
        return destination;
    }

    protected SendResult send(Destination destination, Alerts alert) {
        SendResult result = destination.send(alert.to(recipient()).build());
        results.add(result);
        return result;
    }

    protected static void assertRetryable(SendResult result, FailureReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Retryable.class,
                        retryable -> assertThat(retryable.reason())
                                .as(retryable.detail())
                                .isEqualTo(reason));
    }

    protected static void assertPermanent(SendResult result, FailureReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Permanent.class,
                        permanent -> assertThat(permanent.reason())
                                .as(permanent.detail())
                                .isEqualTo(reason));
    }

    @Test
    void deliversTextOfAllLanguagesAndSpecialCharactersAsItIs() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            SendResult result = send(destination, alertWith(EMOJI_AND_MORE));
            assertThat(result).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).contains(EMOJI_AND_MORE);
        }
    }

    @Test
    void tellsOfTasksOfEveryKindWhateverIsKnownAboutThem() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            SenseAlerts.taskKinds().forEach(kind -> {
                tells(destination, SenseAlerts.known(kind), "Reload task of Sales");
                tells(destination, SenseAlerts.bare(kind), "Reload task of Sales");
            });
        }
    }

    @Test
    void tellsOfUserActivity() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            SenseAlerts.userKinds()
                    .forEach(kind -> tells(destination, SenseAlerts.userActivity(kind, "Start session"), "goran"));
        }
    }

    private void tells(Destination destination, Alert alert, String text) {
        if (!hasSomethingToSend(alert)) {
            Recipients nobody = destination.recipients(alert.context());
            assertThat(nobody.addresses()).as(alert.key()).isEmpty();
            assertThat(nobody.whyNobody()).as(alert.key()).isNotBlank();
            return;
        }
        SendResult result =
                destination.send(new Alert(alert.key(), recipient(), alert.context(), alert.heldBack(), alert.note()));
        results.add(result);
        assertThat(result).as(alert.key()).isInstanceOf(SendResult.Delivered.class);
        if (readByPeople()) {
            assertThat(lastMessageAbout(alert.context().event().kind()))
                    .as(alert.key())
                    .contains(text);
        }
    }

    @Test
    void tellsGapsHeldBackMessagesAndFallback() {
        assumeTrue(readByPeople());
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            send(
                    destination,
                    Alerts.failedReload()
                            .gaps("The app's tags are missing: Qlik Cloud did not answer.")
                            .heldBack(3)
                            .note("Meant for bi-mail, which gave up: auth."));
            assertThat(lastMessage())
                    .contains("The app's tags are missing: Qlik Cloud did not answer.")
                    .contains("3 earlier messages like this were held back by the rate limit.")
                    .contains("Meant for bi-mail, which gave up: auth.");
        }
    }

    @Test
    void deliversAnOversizedMessageCutAndMarked() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log", Map.of("head", 500, "tail", 500)))) {
            SendResult result = send(
                    destination,
                    Alerts.failedReload()
                            .variable("appName", "🎉".repeat(20_000))
                            .variable("errorMessage", "<&> é".repeat(20_000))
                            .scriptLog(1_000, "a line of the log with \"quotes\", \t tabs & 📈 ".repeat(20)));
            assertThat(result).as(result.toString()).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).contains(cutMark()).doesNotContain("\uFFFD");
        }
    }

    @Test
    void identifiesRepeatedAttemptsOfOneMessage() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            send(destination, alertOf("k-1"));
            String first = lastIdentification();
            send(destination, alertOf("k-1"));
            assertThat(lastIdentification()).isEqualTo(first).isNotBlank();
            send(destination, alertOf("k-2"));
            assertThat(lastIdentification()).isNotEqualTo(first);
        }
    }

    @Test
    void usesTheDefaultAndSaysSoWhenTheTemplateIsNotValid() throws IOException {
        usesTheDefaultFor("{{#if appName}} never closed");
    }

    @Test
    void usesTheDefaultAndSaysSoWhenTheTemplateFailsWhileRendering() throws IOException {
        usesTheDefaultFor("{{> not-there}}");
    }

    @Test
    void usesTheDefaultAndSaysSoWhenTheTemplateHasNoEnd() throws IOException {
        Files.writeString(folder.resolve("loop.hbs"), "{{> loop}}");
        usesTheDefaultFor("{{> loop}}");
    }

    private void usesTheDefaultFor(String template) throws IOException {
        assumeTrue(readByPeople());
        receiverAccepts();
        Files.writeString(folder.resolve("mine.handlebars"), template);
        try (Destination destination = open(Map.of("template", "mine.handlebars"))) {
            SendResult result = send(destination, Alerts.failedReload());
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Delivered.class,
                            delivered -> assertThat(delivered.detail()).contains("mine.handlebars"));
            assertThat(lastMessage()).contains("Sales").contains("mine.handlebars");
            assertThat(logs.lines()).anyMatch(line -> line.contains("event=template-failed"));
            assertThat(parts.meters
                            .get("footman.template.failures")
                            .tag("destination", "ops")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }
}
