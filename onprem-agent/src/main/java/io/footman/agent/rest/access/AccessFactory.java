package io.footman.agent.rest.access;

import io.footman.agent.intake.Door;
import io.footman.agent.net.AllowList;
import io.footman.agent.net.AllowedAddresses;
import io.footman.agent.rest.ClientAuthorities;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what decides who may call. */
@Factory
@Requires(property = "entrance.rest")
final class AccessFactory {
    @Singleton
    AccessSettings settings(Settings footman, RestSettings server) {
        return AccessSettings.read(footman, server);
    }

    /** Whose certificates the server asks its callers for; nobody's unless client certificates are configured. */
    @Singleton
    ClientAuthorities authorities(AccessSettings settings) {
        return () -> settings.certificates().map(CertificateAccess::authorities).orElse(List.of());
    }

    /** What several of the others work with. */
    record Parts(@Nullable KeyRing keys, @Nullable AllowList allowed, List<Guard.KeylessList> keyless) {}

    @Singleton
    Parts parts(AccessSettings settings, Clock clock) {
        return new Parts(
                settings.apiKeys().map(ApiKeyFile::new).map(KeyRing::new).orElse(null),
                settings.allowed().map(addresses -> list(addresses, clock)).orElse(null),
                settings.keyless().stream()
                        .map(keyless -> new Guard.KeylessList(list(keyless.from(), clock), keyless.scopes()))
                        .toList());
    }

    /** Closed by {@link Repeats}. */
    @Singleton
    AuditLog auditLog(AccessSettings settings, Clock clock, MeterRegistry meters) {
        return new AuditLog(new AuditFile(settings.auditFile(), clock), meters);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Repeats repeats(AuditLog log, Clock clock) {
        return new Repeats(log, clock);
    }

    @Singleton
    Guard guard(AccessSettings settings, RestSettings server, Parts parts, Clock clock) {
        Browsers browsers = new Browsers(settings.open(), settings.encrypted(), server.publicUrl());
        return new Guard(settings, parts.allowed(), parts.keyless(), parts.keys(), browsers, clock);
    }

    @Singleton
    @Bean(typed = Door.class)
    AccessDoor door(Parts parts, AuditLog audit, Repeats repeats, Clock clock, Alarms alarms) {
        List<AllowList> lists = new ArrayList<>();
        Optional.ofNullable(parts.allowed()).ifPresent(lists::add);
        parts.keyless().forEach(keyless -> lists.add(keyless.from()));
        return new AccessDoor(parts.keys(), lists, audit, repeats, clock, alarms);
    }

    @Singleton
    @Readiness
    AccessHealth health(Parts parts, AuditLog audit) {
        return new AccessHealth(parts.keys(), audit);
    }

    private static AllowList list(AllowedAddresses addresses, Clock clock) {
        return new AllowList(addresses, host -> List.of(InetAddress.getAllByName(host)), clock);
    }
}
