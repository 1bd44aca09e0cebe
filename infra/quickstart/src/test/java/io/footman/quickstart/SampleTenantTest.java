package io.footman.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class SampleTenantTest {
    private final SampleTenant tenant = new SampleTenant(Clock.systemUTC());

    @Test
    void knowsAppsThatHaveSentEvents() {
        SampleEvent event = SampleEvent.failedReload("Sales", Clock.systemUTC());
        tenant.add(event);

        assertThat(tenant.answer("/api/v1/apps/" + event.appId(), ""))
                .hasValueSatisfying(app -> assertThat(app).contains("\"name\":\"Sales\""));
        assertThat(tenant.answer("/api/v1/items", "resourceType=app&resourceId=" + event.appId() + "&limit=100"))
                .hasValueSatisfying(items -> assertThat(items).contains(event.appId(), "finance"));
    }

    @Test
    void servesScriptLogOfAnyReload() {
        assertThat(tenant.scriptLog("/api/v1/apps/a/reloads/logs/b"))
                .hasValueSatisfying(log -> assertThat(log).contains("Execution Failed"));
        assertThat(tenant.scriptLog("/api/v1/apps/a")).isEmpty();
    }

    @Test
    void hasNoAnswerToUnknownPaths() {
        assertThat(tenant.answer("/api/v1/automations/x", "")).isEmpty();
        assertThat(tenant.answer("/", "")).isEmpty();
    }
}
