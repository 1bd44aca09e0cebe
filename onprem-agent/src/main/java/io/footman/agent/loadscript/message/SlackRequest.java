package io.footman.agent.loadscript.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.footman.agent.destination.message.SlackMessage;
import io.footman.agent.rest.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * A text for Slack (Butler REST API §3.8).
 *
 * @param channel such as {@code #general}, as the script wrote it; may be empty for a webhook that has its own
 * @param fromUser shown as sender; without it, or empty, the webhook's own
 * @param msg plain text
 * @param emoji shown as picture, such as :ghost:
 */
record SlackRequest(
        String channel,

        @JsonProperty("from_user") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> fromUser,

        String msg,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<String> emoji) {
    private static final int LONGEST_NAME = 200;

    static SlackRequest read(Fields body) {
        return read(body, Optional.of(Texts.present(body, "from_user", LONGEST_NAME)));
    }

    /** From the first Butler's address, where nobody has to give a sender. */
    static SlackRequest readClassic(Fields query) {
        return read(query, Texts.optional(query, "from_user", LONGEST_NAME));
    }

    private static SlackRequest read(Fields fields, Optional<String> fromUser) {
        return new SlackRequest(
                Texts.present(fields, "channel", LONGEST_NAME),
                fromUser,
                Texts.required(fields, "msg", Integer.MAX_VALUE),
                Texts.optional(fields, "emoji", LONGEST_NAME));
    }

    SlackMessage message() {
        return new SlackMessage(channel, fromUser.filter(name -> !name.isBlank()), msg, emoji);
    }
}
