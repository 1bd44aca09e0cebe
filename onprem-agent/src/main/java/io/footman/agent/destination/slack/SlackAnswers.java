package io.footman.agent.destination.slack;

import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SendResult.Permanent;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.model.FailureReason;
import java.util.Map;
import java.util.Optional;

/** What Slack's answers mean ("Sending messages using incoming webhooks", handling errors). */
final class SlackAnswers {
    private static final Map<String, String> REMEDIES = Map.of(
            "no_service", "The webhook was removed: create a new one and put its address into url",
            "no_team", "The workspace is gone: create a webhook in another one",
            "no_active_hooks", "The webhook is disabled: enable or create one",
            "invalid_token", "The address is wrong or was renewed: copy it again from Slack",
            "channel_not_found", "The channel was removed or renamed",
            "channel_is_archived", "The channel is archived: unarchive it or create a webhook for another one",
            "action_prohibited", "An administrator of the workspace forbids this webhook",
            "posting_to_general_channel_denied",
                    "Posting to this channel is restricted: create a webhook for another one",
            "invalid_blocks", "Check the template with Slack's Block Kit Builder",
            "invalid_payload", "Check the template with Slack's Block Kit Builder");

    private SlackAnswers() {}

    /** What a call means for its message; {@code templateProblem} tells why the user's template was not used, if so. */
    static SendResult result(CallOutcome outcome, Optional<String> templateProblem) {
        if (outcome instanceof Answered answer && answer.status() == 200 && !accepted(answer.excerpt())) {
            // A proxy or a login page answers 200 too: nothing has reached Slack.
            return new SendResult.Retryable(
                    FailureReason.SERVER_ERROR, "HTTP 200 without Slack's ok: " + answer.excerpt());
        }
        return explained(HttpResults.of(outcome, templateProblem));
    }

    /** Slack says {@code ok}; compatible servers also say it in JSON or with an empty body. */
    private static boolean accepted(String body) {
        return body.isEmpty()
                || body.equalsIgnoreCase("ok")
                || body.replace(" ", "").contains("\"ok\":true")
                || body.replace(" ", "").contains("\"success\":true");
    }

    /** Adds what to do about a refusal. */
    private static SendResult explained(SendResult result) {
        if (!(result instanceof Permanent permanent)) {
            return result;
        }
        return REMEDIES.entrySet().stream()
                .filter(entry -> permanent.detail().contains(entry.getKey()))
                .findFirst()
                .<SendResult>map(
                        entry -> new Permanent(permanent.reason(), permanent.detail() + ". " + entry.getValue()))
                .orElse(result);
    }
}
