package io.footman.agent.enrich.cloud;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Traits;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.cloud.App;
import io.footman.agent.qlik.cloud.Item;
import io.footman.agent.qlik.cloud.Reload;
import io.footman.agent.qlik.cloud.Space;
import io.footman.agent.qlik.cloud.Tenant;
import io.footman.agent.qlik.cloud.User;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts an event's facts and findings under the names of Butler's template variables (Butler alerts §11). One difference:
 * {@code userName} is the user who reloaded, where Butler shows the owner; the owner is {@code appOwnerName} in both.
 */
final class ContextWriter {
    /** Butler's word for an owner it could not look up. */
    private static final String UNKNOWN = "Unknown";

    private final LocalFormat format;

    ContextWriter(LocalFormat format) {
        this.format = format;
    }

    EventContext write(Event event, Tenant tenant, Findings findings) {
        Map<String, Object> variables = new HashMap<>(event.facts());
        tenant(variables, tenant, event);
        findings.app().found().ifPresent(app -> app(variables, app));
        findings.item().found().ifPresent(item -> item(variables, item));
        findings.reload().found().ifPresent(reload -> reload(variables, reload));
        findings.scriptLog().found().ifPresent(log -> scriptLog(variables, log));
        findings.space().found().ifPresent(space -> space(variables, space));
        findings.actor().flat(User::name).ifPresent(name -> variables.put("userName", name));
        Optional<Owner> owner = owner(event, findings);
        owner.ifPresent(known -> owner(variables, known, findings));
        spaceId(event, findings).ifPresent(id -> variables.put("spaceId", id));
        return new EventContext(
                event,
                variables,
                traits(event, findings, owner),
                findings.scriptLog().get(LogText::log),
                findings.gaps());
    }

    private static void tenant(Map<String, Object> variables, Tenant tenant, Event event) {
        variables.put("tenantComment", tenant.comment());
        variables.put("tenantUrl", tenant.url());
        variables.put("qlikSenseQMC", tenant.consoleUrl());
        variables.put("qlikSenseHub", tenant.hubUrl());
        if (event.facts().get("appId") instanceof String appId) {
            variables.put("appUrl", tenant.appUrl(appId));
        }
    }

    private static void app(Map<String, Object> variables, App app) {
        app.name().ifPresent(name -> variables.putIfAbsent("appName", name));
        variables.put("appDescription", app.description());
        variables.put("appHasSectionAccess", app.hasSectionAccess());
        variables.put("appIsPublished", app.published());
        variables.put("appPublishTime", app.publishTime());
        variables.put("appThumbnail", app.thumbnail());
    }

    private void item(Map<String, Object> variables, Item item) {
        variables.put("appTags", item.tags());
        item.fileSize().ifPresent(size -> variables.put("appFileSize", format.number(size)));
    }

    private void reload(Map<String, Object> variables, Reload reload) {
        reload.trigger().ifPresent(trigger -> variables.put("reloadTrigger", trigger));
        reload.status().ifPresent(status -> variables.put("executionStatusText", status));
        reload.errorCode().ifPresent(code -> variables.put("errorCode", code));
        reload.errorMessage().ifPresent(message -> variables.put("errorMessage", message));
        reload.log().ifPresent(log -> variables.put("logMessage", log));
        reload.start().ifPresent(start -> variables.put("executionStartTime", format.times("start", start)));
        reload.end().ifPresent(end -> variables.put("executionStopTime", format.times("stop", end)));
        reload.start()
                .flatMap(start -> reload.end().flatMap(end -> between(start, end)))
                .ifPresent(duration -> variables.put("executionDuration", format.duration(duration)));
    }

    private static Optional<Duration> between(Instant start, Instant end) {
        Duration duration = Duration.between(start, end);
        return duration.isNegative() ? Optional.empty() : Optional.of(duration);
    }

    private static void scriptLog(Map<String, Object> variables, LogText log) {
        variables.put("scriptLogSize", log.lines());
        variables.put("scriptLogSizeRows", log.lines());
        variables.put("scriptLogSizeCharacters", log.characters());
    }

    private static void space(Map<String, Object> variables, Space space) {
        space.name().ifPresent(name -> variables.put("spaceName", name));
        space.type().ifPresent(type -> variables.put("spaceType", type));
    }

    private static void owner(Map<String, Object> variables, Owner owner, Findings findings) {
        variables.put("appOwnerName", owner.name());
        variables.put("appOwnerUserId", owner.id());
        variables.put(
                "appOwnerEmail", owner.emails().isEmpty() ? "" : owner.emails().get(0));
        variables.put("appOwnerPicture", findings.owner().get(User::picture).orElse(""));
    }

    private static Traits traits(Event event, Findings findings, Optional<Owner> owner) {
        Set<Traits.Trait> unknown = EnumSet.noneOf(Traits.Trait.class);
        if (findings.item().found().isEmpty()) {
            unknown.add(Traits.Trait.APP_TAGS);
        }
        if (findings.owner().found().isEmpty()) {
            unknown.add(Traits.Trait.OWNER);
        }
        Optional<Traits.Space> space = spaceId(event, findings)
                .map(id -> new Traits.Space(id, findings.space().flat(Space::name)));
        boolean personal = findings.item().found().isPresent() && space.isEmpty();
        if (!personal && space.flatMap(Traits.Space::name).isEmpty()) {
            unknown.add(Traits.Trait.SPACE);
        }
        Set<String> tags = findings.item().get(item -> Set.copyOf(item.tags())).orElse(Set.of());
        return new Traits(tags, Set.of(), Map.of(), Map.of(), owner, space, Optional.empty(), unknown);
    }

    /** Known by id alone when the look-up failed, so that rules on the id still hold. */
    private static Optional<Owner> owner(Event event, Findings findings) {
        Optional<Owner> found = findings.owner()
                .get(user -> new Owner(
                        user.id(),
                        Optional.empty(),
                        user.name().orElse(UNKNOWN),
                        user.email().map(List::of).orElse(List.of())));
        return found.or(() -> text(event, "ownerId")
                .or(() -> findings.app().flat(App::ownerId))
                .map(id -> new Owner(id, Optional.empty(), UNKNOWN, List.of())));
    }

    private static Optional<String> spaceId(Event event, Findings findings) {
        return text(event, "spaceId").or(() -> findings.item().flat(Item::spaceId));
    }

    private static Optional<String> text(Event event, String fact) {
        return event.facts().get(fact) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
