package io.footman.agent.corridor;

import static io.footman.agent.corridor.ScriptedDestination.failure;
import static io.footman.agent.corridor.ScriptedDestination.refusal;
import static io.footman.agent.corridor.ScriptedDestination.slowDown;
import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told and when, over hours of virtual time, with a real journal in between. */
class CorridorTimelineTest {
    private static final String ALL_TO_SLACK = "- { events: [app-reload-failed], to: [ops-slack] }";
    private static final String TO_BOTH = "- { events: [app-reload-*], to: [ops-slack, bi-mail] }";

    @TempDir
    Path folder;

    private final ScriptedDestination slack = new ScriptedDestination("ops-slack");
    private final ScriptedDestination mail = new ScriptedDestination("bi-mail");

    @Test
    void tellsEachDestinationOnce() {
        try (Timeline timeline = new Timeline(folder, TO_BOTH, slack, mail)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofHours(1));
            assertThat(timeline.story()).containsExactlyInAnyOrder("0s ops-slack reload-1", "0s bi-mail reload-1");
        }
    }

    @Test
    void tellsOnceAboutTwoMessagesOfOneOccurrence() {
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.publish(
                    Timeline.event("app-event", "reload-1", EventKind.APP_RELOAD_FAILED, "app-1"),
                    Timeline.event("reload-event", "reload-1", EventKind.APP_RELOAD_FAILED, "app-1"));
            assertThat(timeline.story()).containsExactly("0s ops-slack app-event");
        }
    }

    @Test
    void triesAgainWithGrowingWaitsUntilTheDestinationRecovers() {
        slack.answers(2, failure(FailureReason.CLIENT_ERROR)).answers(failure(FailureReason.SERVER_ERROR));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofMinutes(1));
            // Waits are half of 2, 4 and 8 s, because the seed is one half.
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1 client-error",
                            "1s ops-slack reload-1 client-error",
                            "3s ops-slack reload-1 server-error",
                            "7s ops-slack reload-1");
        }
    }

    @Test
    void leavesTheWholeDestinationAloneForAsLongAsItAsked() {
        slack.answers(slowDown(Duration.ofSeconds(90)));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofSeconds(10));
            timeline.reloadFailed("reload-2").pass(Duration.ofMinutes(5));
            assertThat(timeline.story())
                    .startsWith("0s ops-slack reload-1 rate-limited")
                    .containsExactlyInAnyOrder(
                            "0s ops-slack reload-1 rate-limited", "90s ops-slack reload-1", "90s ops-slack reload-2");
        }
    }

    @Test
    void probesADeadDestinationInsteadOfTryingEveryMessage() {
        slack.answers(1_000, failure(FailureReason.UNREACHABLE));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            for (int i = 0; i < 50; i++) {
                timeline.reloadFailed("reload-" + i);
            }
            timeline.pass(Duration.ofMinutes(10));
            // After three failures: a pause of 1, 2, 4 … 60 s before each probe.
            assertThat(timeline.story()).hasSizeBetween(8, 20);
        }
    }

    @Test
    void sendsEverythingOnceADeadDestinationIsBack() {
        slack.answers(5, failure(FailureReason.UNREACHABLE));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            for (int i = 0; i < 50; i++) {
                timeline.reloadFailed("reload-" + i);
            }
            timeline.pass(Duration.ofMinutes(10));
            assertThat(timeline.story())
                    .filteredOn(line -> !line.contains("unreachable"))
                    .hasSize(50);
        }
    }

    @Test
    void aHangingDestinationDelaysNoOther() {
        slack.hangs();
        try (Timeline timeline = new Timeline(folder, TO_BOTH, slack, mail)) {
            timeline.reloadFailed("reload-1").reloadFailed("reload-2");
            assertThat(timeline.story()).containsExactly("0s bi-mail reload-1", "0s bi-mail reload-2");
        }
    }

    @Test
    void holdsMessagesBackWithinTheWindowAndTellsHowMany() {
        String rules = "- { events: [app-reload-failed], to: [ops-slack], rate-limit: 5m }";
        try (Timeline timeline = new Timeline(folder, rules, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofMinutes(1));
            timeline.reloadFailed("reload-2").pass(Duration.ofMinutes(1));
            timeline.reloadFailed("reload-3").restart().pass(Duration.ofMinutes(4));
            timeline.reloadFailed("reload-4");
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1",
                            "360s ops-slack reload-4 | 2 earlier messages like this were held back by the rate limit.");
        }
    }

    @Test
    void anEventWaitsForItsLookUpsOverARestartAndHoldsUpNoOther() {
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.lookUps(stored -> stored.event().id().equals("patient")
                            && stored.receivedAt().plusSeconds(90).isAfter(timeline.now())
                    ? new Enrichment.Later(timeline.now().plusSeconds(20), "the repository service is away")
                    : Timeline.found(stored, Traits.NONE));
            timeline.reloadFailed("patient").reloadFailed("prompt").pass(Duration.ofSeconds(50));
            timeline.restart().pass(Duration.ofMinutes(5));
            // After the restart it is found by the round at 80 s.
            assertThat(timeline.story()).containsExactly("0s ops-slack prompt", "100s ops-slack patient");
        }
    }

    @Test
    void tellsWhatTheLookUpsFoundTheEventToBe() {
        String rules = "- { events: [preload-task-failed], to: [ops-slack] }";
        try (Timeline timeline = new Timeline(folder, rules, slack)) {
            EventKind preload = EventKind.of(TaskType.PRELOAD, TaskOutcome.FAILED);
            timeline.lookUps(stored -> Timeline.found(
                    new StoredEvent(stored.event().known(preload, "execution-1"), stored.receivedAt(), 0),
                    Traits.NONE));
            timeline.publish(
                    Timeline.event("first", "first", EventKind.ofUnknownTask(TaskOutcome.FAILED), "app-1"),
                    Timeline.event("second", "second", EventKind.DISTRIBUTE_ENDED, "app-1"));
            // Two messages about one execution, as only the look-ups could tell.
            assertThat(timeline.story()).containsExactly("0s ops-slack first");
            assertThat(timeline.kindsTold()).containsExactly(preload);
        }
    }

    @Test
    void tellsEverybodyWhoMayBeConcernedWhenTheKindIsNotKnown() {
        String rules = """
                - { events: [preload-task-failed], to: [ops-slack] }
                - { events: [reload-task-succeeded], to: [bi-mail] }
                """;
        try (Timeline timeline = new Timeline(folder, rules, slack, mail)) {
            timeline.publish(Timeline.event("one", "one", EventKind.ofUnknownTask(TaskOutcome.FAILED), "app-1"));
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack one | Sent although it could not be looked up which type of task this is.");
        }
    }

    @Test
    void limitsEachTaskKindAndRecipientOnItsOwn() {
        mail.to(new Recipients(List.of("a@example.com", "b@example.com"), ""));
        String rules = "- { events: ['reload-task-*'], to: [bi-mail], rate-limit: 10m }";
        EventKind failed = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
        EventKind aborted = EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED);
        try (Timeline timeline = new Timeline(folder, rules, mail)) {
            timeline.publish(
                    Timeline.event("one", "one", failed, "task-1"),
                    Timeline.event("other-task", "2", failed, "task-2"));
            timeline.publish(Timeline.event("other-kind", "3", aborted, "task-1"));
            timeline.pass(Duration.ofMinutes(1)).publish(Timeline.event("again", "4", failed, "task-1"));
            timeline.restart().pass(Duration.ofMinutes(10));
            timeline.publish(Timeline.event("later", "5", failed, "task-1"));
            String heldBack = " | 1 earlier message like this was held back by the rate limit.";
            assertThat(timeline.story())
                    .containsExactlyInAnyOrder(
                            "0s bi-mail to a@example.com one",
                            "0s bi-mail to b@example.com one",
                            "0s bi-mail to a@example.com other-task",
                            "0s bi-mail to b@example.com other-task",
                            "0s bi-mail to a@example.com other-kind",
                            "0s bi-mail to b@example.com other-kind",
                            "660s bi-mail to a@example.com later" + heldBack,
                            "660s bi-mail to b@example.com later" + heldBack);
        }
    }

    @Test
    void aFailureDoesNotUseUpTheRateLimit() {
        slack.answers(failure(FailureReason.SERVER_ERROR));
        String rules = "- { events: [app-reload-failed], to: [ops-slack], rate-limit: 5m }";
        try (Timeline timeline = new Timeline(folder, rules, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofSeconds(30));
            assertThat(timeline.story()).containsExactly("0s ops-slack reload-1 server-error", "1s ops-slack reload-1");
        }
    }

    @Test
    void tellsTheFallbackWhatADestinationRefused() {
        slack.answers(refusal(FailureReason.CLIENT_ERROR)).fallingBackTo("bi-mail");
        mail.to(new Recipients(List.of("a@example.com", "b@example.com"), ""));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack, mail)) {
            timeline.reloadFailed("reload-1");
            String note =
                    " | This message was meant for \"ops-slack\", which did not take it: client-error (as scripted).";
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1 client-error",
                            "0s bi-mail to a@example.com reload-1" + note,
                            "0s bi-mail to b@example.com reload-1" + note);
            assertThat(timeline.journal().deadLetters(10))
                    .singleElement()
                    .extracting(DeadLetter::destination, DeadLetter::reason)
                    .containsExactly("ops-slack", FailureReason.CLIENT_ERROR);
        }
    }

    @Test
    void givesUpAfterThreeDaysAndTellsTheFallback() {
        slack.answers(10_000, failure(FailureReason.UNREACHABLE)).fallingBackTo("bi-mail");
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack, mail)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofDays(4));
            assertThat(timeline.story().get(timeline.story().size() - 1)).contains("bi-mail reload-1 | This message");
            assertThat(timeline.journal().deadLetters(10)).hasSize(1);
            assertThat(timeline.journal().backlog().deliveries()).isEmpty();
        }
    }

    @Test
    void aDefectOfADriverIsTriedAFewTimesAndThenDead() {
        for (int i = 0; i < 10; i++) {
            slack.throwsOnce(new IllegalStateException("defect"));
        }
        try (Timeline timeline = new Timeline(folder, TO_BOTH, slack, mail)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofHours(1));
            assertThat(timeline.story()).containsExactly("0s bi-mail reload-1");
            assertThat(timeline.count("footman.deliveries", "destination", "ops-slack", "result", "retried"))
                    .isEqualTo(4);
            assertThat(timeline.journal().deadLetters(10))
                    .singleElement()
                    .extracting(DeadLetter::reason)
                    .isEqualTo(FailureReason.INTERNAL);
        }
    }

    @Test
    void sendsNoFasterThanTheDestinationTakes() {
        slack.with(new Limits(4, 2));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            for (int i = 1; i <= 4; i++) {
                timeline.reloadFailed("reload-" + i);
            }
            timeline.pass(Duration.ofSeconds(10));
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1",
                            "500ms ops-slack reload-2",
                            "1s ops-slack reload-3",
                            "1500ms ops-slack reload-4");
        }
    }

    @Test
    void goesOnAfterARestartWhereItStood() {
        slack.answers(2, failure(FailureReason.SERVER_ERROR));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofMillis(500)).restart();
            timeline.pass(Duration.ofMinutes(1));
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1 server-error",
                            "1s ops-slack reload-1 server-error",
                            "3s ops-slack reload-1");
        }
    }

    @Test
    void whatWaitsForARemovedDestinationBecomesADeadLetter() {
        slack.answers(failure(FailureReason.SERVER_ERROR));
        String rules = "- { events: [app-reload-failed], to: [bi-mail, ops-slack] }";
        try (Timeline timeline = new Timeline(folder, rules, slack, mail)) {
            timeline.reloadFailed("reload-1").restartWithout("ops-slack").pass(Duration.ofMinutes(1));
            assertThat(timeline.journal().deadLetters(10))
                    .singleElement()
                    .extracting(DeadLetter::reason)
                    .isEqualTo(FailureReason.UNKNOWN_DESTINATION);
        }
    }

    @Test
    void aReplayedDeadLetterIsDelivered() {
        slack.answers(refusal(FailureReason.AUTH));
        try (Timeline timeline = new Timeline(folder, ALL_TO_SLACK, slack)) {
            timeline.reloadFailed("reload-1").pass(Duration.ofDays(5));
            String key = timeline.journal().deadLetters(1).get(0).key();
            timeline.replay(key);
            assertThat(timeline.story()).containsExactly("0s ops-slack reload-1 auth", "432000s ops-slack reload-1");
        }
    }

    @Test
    void anAppThatDidNotOptInIsSuppressedWithAReason() {
        slack.onlyTagged("footman-alert");
        try (Timeline timeline = new Timeline(folder, TO_BOTH, slack, mail)) {
            timeline.reloadFailed("reload-1");
            assertThat(timeline.story()).containsExactly("0s bi-mail reload-1");
            assertThat(timeline.count("footman.suppressed", "destination", "ops-slack", "reason", "not-opted-in"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFailedLookUpCostsNoAlert() {
        slack.onlyTagged("footman-alert");
        String rules = "- { events: [app-reload-failed], when: { space: Finance }, to: [ops-slack] }";
        Traits unknown = new Traits(
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Traits.Trait.APP_TAGS, Traits.Trait.SPACE));
        try (Timeline timeline = new Timeline(folder, rules, slack).lookUpsFind(unknown)) {
            timeline.reloadFailed("reload-1");
            assertThat(timeline.story())
                    .containsExactly(
                            "0s ops-slack reload-1 | Sent although \"space\", \"opt-in-tag\" could not be checked,"
                                    + " because a look-up failed.");
        }
    }

    @Test
    void nobodyToTellIsSuppressedWithAReason() {
        mail.to(new Recipients(List.of(), "The owner has no address"));
        try (Timeline timeline = new Timeline(folder, TO_BOTH, slack, mail)) {
            timeline.reloadFailed("reload-1");
            assertThat(timeline.story()).containsExactly("0s ops-slack reload-1");
            assertThat(timeline.count("footman.suppressed", "destination", "bi-mail", "reason", "no-recipient"))
                    .isEqualTo(1);
        }
    }
}
