package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.TeamsMessage;
import io.footman.agent.rest.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * A text for Microsoft Teams.
 *
 * @param title shown above it in bold
 * @param msg with the little Markdown that Teams knows
 */
record TeamsRequest(
        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<String> title,

        String msg) {
    private static final int LONGEST_TITLE = 200;

    static TeamsRequest read(Fields fields) {
        return new TeamsRequest(
                Texts.optional(fields, "title", LONGEST_TITLE), Texts.required(fields, "msg", Integer.MAX_VALUE));
    }

    TeamsMessage message() {
        return new TeamsMessage(title, msg);
    }
}
