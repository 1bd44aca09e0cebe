package io.footman.agent.destination.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.ChatService;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.http.CallOutcome;
import java.util.Optional;

/** Slack's incoming webhooks and servers that speak their language. */
final class SlackService implements ChatService {
    private final SlackSettings settings;

    SlackService(SlackSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "Slack";
    }

    @Override
    public int logBudget() {
        return SlackLimits.LOG_BUDGET;
    }

    @Override
    public int longestBytes() {
        return SlackLimits.LONGEST_MESSAGE_BYTES;
    }

    @Override
    public ObjectNode body(ObjectNode message) {
        ObjectNode body = JsonText.object();
        settings.username().ifPresent(name -> body.put("username", name));
        settings.channel().ifPresent(channel -> body.put("channel", channel));
        settings.iconEmoji().ifPresent(emoji -> body.put("icon_emoji", emoji));
        body.setAll(message);
        return body;
    }

    @Override
    public SendResult result(CallOutcome outcome, Optional<String> templateProblem) {
        return SlackAnswers.result(outcome, templateProblem);
    }
}
