package io.footman.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.cloud.AppReload;
import io.footman.model.cloud.QlikCloudEvent;
import io.footman.model.cloud.QlikCloudEventReader;
import io.footman.model.cloud.ReloadOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SampleEventTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T08:15:31Z"), ZoneOffset.UTC);

    @Test
    void isReadAsFailedReloadOfTheNamedApp() throws Exception {
        SampleEvent sample = SampleEvent.failedReload("Försäljning \"€\" & co", CLOCK);

        QlikCloudEvent event = new QlikCloudEventReader().read(sample.body());
        AppReload reload = AppReload.of(event).orElseThrow();

        assertThat(event.id()).isEqualTo(sample.id());
        assertThat(event.tenantId()).isEqualTo(SampleEvent.TENANT);
        assertThat(reload.outcome()).isEqualTo(ReloadOutcome.FAILED);
        assertThat(reload.appName()).contains("Försäljning \"€\" & co");
    }

    @Test
    void oneAppNameIsOneApp() {
        SampleEvent first = SampleEvent.failedReload("Sales", CLOCK);
        SampleEvent second = SampleEvent.failedReload("Sales", CLOCK);

        assertThat(second.appId()).isEqualTo(first.appId());
        assertThat(second.id()).isNotEqualTo(first.id());
    }
}
