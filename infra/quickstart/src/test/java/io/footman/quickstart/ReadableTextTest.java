package io.footman.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableTextTest {
    @Test
    void showsTextsOfSlackBlocksInOrder() {
        String text = ReadableText.ofChatMessage(
                "{\"blocks\":[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"Reload failed\"}},"
                        + "{\"type\":\"section\",\"fields\":[{\"type\":\"mrkdwn\",\"text\":\"*App*\"}]}]}");

        assertThat(text).isEqualTo("Reload failed\n*App*");
    }

    @Test
    void showsFactsOfAdaptiveCardsAsPairs() {
        String text = ReadableText.ofChatMessage("{\"body\":[{\"type\":\"FactSet\",\"facts\":"
                + "[{\"title\":\"App\",\"value\":\"Sales\"},{\"title\":\"Owner\",\"value\":\"Jane\"}]}]}");

        assertThat(text).isEqualTo("App Sales\nOwner Jane");
    }

    @Test
    void leavesTextThatIsNotJsonAsItIs() {
        assertThat(ReadableText.ofChatMessage("not json")).isEqualTo("not json");
    }
}
