package io.footman.agent.intake;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.signature.WebhookSignature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenants whose events are let in: {@code footman.qlik-cloud.tenants}, by Qlik's tenant id. */
public final class CloudTenants {
    private final Map<String, Known> byId;

    private CloudTenants(Map<String, Known> byId) {
        this.byId = Map.copyOf(byId);
    }

    /**
     * One tenant.
     *
     * @param name the configured name
     * @param signature checks its events; empty when no secret is configured, and then unsigned ones are accepted
     */
    record Known(String name, Optional<WebhookSignature> signature) {}

    /** Reads the section {@code qlik-cloud}; mistakes are collected there. */
    public static CloudTenants read(Settings section) {
        Map<String, Known> byId = new HashMap<>();
        section.section("tenants").namedSections().forEach((name, tenant) -> {
            List<Secret> secrets = tenant.secrets("webhook-secrets");
            if (secrets.isEmpty() && tenant.has("webhook-secrets")) {
                tenant.mistake(
                        "webhook-secrets",
                        "holds no secret, so forged events would be let in",
                        "Give the secret of the tenant's webhook, or remove the key to accept unsigned events");
            }
            tenant.optionalText("id")
                    .ifPresent(id -> byId.putIfAbsent(
                            id,
                            new Known(
                                    name,
                                    secrets.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(new WebhookSignature(secrets)))));
        });
        return new CloudTenants(byId);
    }

    Optional<Known> byId(String tenantId) {
        return Optional.ofNullable(byId.get(tenantId));
    }
}
