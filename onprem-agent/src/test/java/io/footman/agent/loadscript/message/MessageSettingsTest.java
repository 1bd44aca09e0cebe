package io.footman.agent.loadscript.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.rest.RestFixture;
import io.footman.model.settings.InvalidSettingsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint that could never do its work refuses the start, and tells which key to look at. */
class MessageSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoints: [slackPostMessage] | footman.rest.slack.url: is missing",
                "endpoints: [classicSlack] | footman.rest.slack.url: is missing",
                "endpoints: [slackPostMessage]\\nslack: { destination: ops } | footman.rest.slack.destination: names \"ops\", which is no destination of type slack",
                "endpoints: [teamsPostMessage] | footman.rest.teams.url: is missing",
                "endpoints: [mqttPublishMessage] | footman.mqtt.url: is missing: without a broker load scripts cannot publish",
                "endpoints: [mqttPublishMessage]\\nmqtt: { topics: [\"a/#/b\"] } | footman.rest.mqtt.topics: holds no valid topic filter",
                "endpoints: [postNewRelicMetric] | footman.rest.new-relic.accounts: is missing",
                "endpoints: [postNewRelicEvent]\\nnew-relic: { accounts: { main: { id: 1, insert-key: k } }, event-accounts: [mian] } | footman.rest.new-relic.event-accounts: names \"mian\"",
                "endpoints: []\\nslack: { urll: \"http://x\" } | footman.rest.slack.urll"
            })
    void refusesTheStart(String rest, String mistake) {
        assertThatThrownBy(() ->
                        RestFixture.start(folder, rest.replace("\\n", "\n")).close())
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void aConfiguredDestinationLendsItsAddress() {
        try (RestFixture agent = RestFixture.start(
                folder,
                "endpoints: [slackPostMessage]\nslack: { destination: ops-slack }",
                "destinations:\n  ops-slack: { type: slack, url: \"http://127.0.0.1:1/x\", channel: \"#ops\", timeout: 2s }\n")) {
            assertThat(agent.put("/v4/slackpostmessage", "{\"channel\":\"#c\",\"from_user\":\"x\",\"msg\":\"m\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void anAddressOfItsOwnBesideADestinationIsAMistake() {
        assertThatThrownBy(() -> RestFixture.start(
                                folder,
                                "endpoints: [slackPostMessage]\nslack: { destination: ops-slack, url: \"http://x.example.com\" }",
                                "destinations:\n  ops-slack: { type: slack, url: \"http://127.0.0.1:1/x\" }\n")
                        .close())
                .hasMessageContaining("footman.rest.slack.url: is given beside destination");
    }

    @Test
    void noDestinationOfTheUsersMayHaveTheNameOfOne() {
        assertThatThrownBy(() -> RestFixture.start(
                                folder,
                                "endpoints: [slackPostMessage]\nslack: { url: \"http://x.example.com\" }",
                                "destinations:\n  script-slack: { type: slack, url: \"http://127.0.0.1:1/x\" }\n")
                        .close())
                .hasMessageContaining("footman.destinations.script-slack");
    }
}
