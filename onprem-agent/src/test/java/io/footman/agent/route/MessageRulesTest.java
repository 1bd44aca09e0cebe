package io.footman.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.model.EventKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a load script sends to one place is not told to others. */
class MessageRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "message-*", "*-to-slack"})
    void aRuleAboutAnyEventDoesNotMeanMessages(String pattern) {
        assertThat(rule(pattern).names(EventKind.MESSAGE_TO_SLACK)).isEqualTo(Fit.NO);
        assertThat(EventKinds.canMatch(new Glob("message-to-slack"))).isFalse();
    }

    @Test
    void theBuiltInRuleLeadsAMessageToItsPlace() {
        assertThat(rule("message-to-slack").names(EventKind.MESSAGE_TO_SLACK)).isEqualTo(Fit.YES);
        assertThat(rule("message-to-slack").names(EventKind.MESSAGE_TO_TEAMS)).isEqualTo(Fit.NO);
    }

    private static Rule rule(String pattern) {
        return new Rule("r", List.of(new Glob(pattern)), List.of(), List.of(), List.of("x"), Optional.empty());
    }
}
