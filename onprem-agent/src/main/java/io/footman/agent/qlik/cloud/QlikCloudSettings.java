package io.footman.agent.qlik.cloud;

import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How Qlik Cloud is asked: section {@code footman.qlik-cloud}.
 *
 * @param deadline the look-ups of one event end here at the latest
 * @param tenants in the order of the file; may be empty
 */
public record QlikCloudSettings(Duration deadline, List<Tenant> tenants) {
    /** Long enough for a script log that comes late, short enough for an alert. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    public QlikCloudSettings {
        tenants = List.copyOf(tenants);
    }

    /** Reads the section; mistakes are collected there. */
    public static QlikCloudSettings read(Settings section) {
        Duration deadline = section.duration("deadline", DEADLINE);
        if (deadline.isZero()) {
            section.mistake("deadline", "is zero: nothing could be looked up", "Give a time such as 20s");
        }
        List<Tenant> tenants = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        section.section("tenants").namedSections().forEach((name, tenantSection) -> {
            Tenant tenant = Tenant.read(name, tenantSection);
            if (!tenant.id().isEmpty() && !ids.add(tenant.id())) {
                tenantSection.mistake(
                        "id", "belongs to another tenant of this file too", "Give each tenant its own id");
            }
            tenants.add(tenant);
        });
        return new QlikCloudSettings(deadline, tenants);
    }
}
