package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A text for Slack.
 *
 * @param channel such as {@code #general}; newer webhooks post to their own channel whatever stands here, so that it may be empty
 * @param fromUser shown as sender; without it the webhook's own
 * @param text plain text
 * @param emoji shown as picture, such as {@code :ghost:}
 */
public record SlackMessage(String channel, Optional<String> fromUser, String text, Optional<String> emoji)
        implements ScriptMessage {
    private static final String CHANNEL = "channel";
    private static final String FROM_USER = "fromUser";
    private static final String TEXT = "text";
    private static final String EMOJI = "emoji";

    static SlackMessage of(Map<String, Object> facts) {
        return new SlackMessage(
                ScriptMessage.text(facts, CHANNEL).orElse(""),
                ScriptMessage.text(facts, FROM_USER),
                ScriptMessage.text(facts, TEXT).orElse(""),
                ScriptMessage.text(facts, EMOJI));
    }

    @Override
    public EventKind kind() {
        return EventKind.MESSAGE_TO_SLACK;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of(CHANNEL, channel, TEXT, text));
        fromUser.ifPresent(value -> facts.put(FROM_USER, value));
        emoji.ifPresent(value -> facts.put(EMOJI, value));
        return facts;
    }

    @Override
    public String target() {
        return channel;
    }
}
