package io.footman.agent.loadscript.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.footman.agent.scriptmessage.MessageState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What became of a message.
 *
 * @param id of the message
 * @param state accepted, delivered, failed or forgotten
 * @param attempts how often it was tried
 * @param reason why the last attempt failed, in a word
 * @param detail what the other side said then
 * @param recipients the same for each account of New Relic's; absent for the other services
 */
record StateAnswer(
        String id,
        String state,
        int attempts,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<String> reason,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<String> detail,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RecipientAnswer> recipients) {

    /** One of several recipients, as {@link StateAnswer}. */
    record RecipientAnswer(
            String name,
            String state,
            int attempts,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
            Optional<String> reason,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
            Optional<String> detail) {}

    static StateAnswer of(MessageState state) {
        return new StateAnswer(
                state.id(),
                state.state().label(),
                state.attempts(),
                state.reason(),
                state.detail(),
                state.recipients().stream()
                        .map(each -> new RecipientAnswer(
                                each.name(), each.state().label(), each.attempts(), each.reason(), each.detail()))
                        .toList());
    }
}
