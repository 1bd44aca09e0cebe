package io.footman.agent.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
    @Test
    void givesUpAfterThreeDaysByDefault() {
        assertThat(DeliverySettings.read(Settings.of("footman.delivery", Map.of()))
                        .giveUpAfter())
                .isEqualTo(Duration.ofDays(3));
    }

    @Test
    void refusesWaitsThatWouldHammer() {
        Settings section = Settings.of("footman.delivery", Map.of("first-wait", "0s", "longest-wait", "1s"));
        DeliverySettings.read(section);
        assertThat(section.mistakes()).extracting(Mistake::key).containsExactly("footman.delivery.first-wait");
    }

    @Test
    void refusesALongestWaitBelowTheFirst() {
        Settings section = Settings.of("footman.delivery", Map.of("first-wait", "10s", "longest-wait", "1s"));
        DeliverySettings.read(section);
        assertThat(section.mistakes()).extracting(Mistake::key).containsExactly("footman.delivery.longest-wait");
    }
}
