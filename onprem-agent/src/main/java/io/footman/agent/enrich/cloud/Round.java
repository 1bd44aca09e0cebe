package io.footman.agent.enrich.cloud;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.cloud.App;
import io.footman.agent.qlik.cloud.Item;
import io.footman.agent.qlik.cloud.QlikCloudClient;
import io.footman.agent.qlik.cloud.Reload;
import io.footman.agent.qlik.cloud.Space;
import io.footman.agent.qlik.cloud.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** All look-ups about one event, started together. */
final class Round {
    private final Event event;
    private final QlikCloudClient client;
    private final Instant deadline;
    private final Duration longest;
    private final Mono<Lookup<App>> app;
    private final Mono<Lookup<Item>> item;

    /**
     * @param deadline when every look-up has ended
     * @param longest the same as a time from now
     */
    Round(Event event, QlikCloudClient client, Instant deadline, Duration longest) {
        this.event = event;
        this.client = client;
        this.deadline = deadline;
        this.longest = longest;
        // Shared: owner and space may have to wait for these answers, and each is asked for once.
        this.app = isAboutAnApp()
                ? Lookup.of(Findings.APP, client.app(appId(), deadline), longest)
                        .cache()
                : Mono.just(Lookup.notNeeded(Findings.APP));
        this.item = isAboutAnApp()
                ? Lookup.of(Findings.ITEM, client.item(appId(), deadline), longest)
                        .cache()
                : Mono.just(Lookup.notNeeded(Findings.ITEM));
    }

    Mono<Findings> run() {
        return Mono.zip(app, item, reload(), scriptLog(), owner(), actor(), space())
                .map(all -> new Findings(
                        all.getT1(), all.getT2(), all.getT3(), all.getT4(), all.getT5(), all.getT6(), all.getT7()));
    }

    private Mono<Lookup<Reload>> reload() {
        Mono<Reload> call = isReload() ? ask("reloadId", id -> client.reload(id, deadline)) : Mono.empty();
        return Lookup.of(Findings.RELOAD, call, longest);
    }

    /** A success has nothing to explain: its log, the largest answer of all, is not fetched. */
    private Mono<Lookup<LogText>> scriptLog() {
        Mono<LogText> call = isReload() && !event.kind().equals(EventKind.APP_RELOAD_SUCCEEDED)
                ? ask("reloadId", id -> client.scriptLog(appId(), id, deadline))
                : Mono.empty();
        return Lookup.of(Findings.SCRIPT_LOG, call, longest);
    }

    private Mono<Lookup<User>> owner() {
        if (!isAboutAnApp()) {
            return Mono.just(Lookup.notNeeded(Findings.OWNER));
        }
        Mono<User> told = ask("ownerId", client::user);
        Mono<User> fromLookUps = Mono.defer(() -> Mono.zip(app, item)
                .flatMap(both -> both.getT1()
                        .flat(App::ownerId)
                        .or(() -> both.getT2().flat(Item::ownerId))
                        .map(client::user)
                        .orElseGet(() -> missing(both.getT1().failed() ? both.getT1() : both.getT2()))));
        return Lookup.of(Findings.OWNER, fact("ownerId").isPresent() ? told : fromLookUps, longest);
    }

    private Mono<Lookup<User>> actor() {
        return Lookup.of(Findings.ACTOR, ask("userId", client::user), longest);
    }

    /** Without a space in the event the app may be in a personal one; only the catalogue knows. */
    private Mono<Lookup<Space>> space() {
        if (!isAboutAnApp()) {
            return Mono.just(Lookup.notNeeded(Findings.SPACE));
        }
        Mono<Space> told = ask("spaceId", client::space);
        Mono<Space> fromLookUps = Mono.defer(() -> item.flatMap(known -> known.failed()
                ? missing(known)
                : Mono.justOrEmpty(known.flat(Item::spaceId)).flatMap(client::space)));
        return Lookup.of(Findings.SPACE, fact("spaceId").isPresent() ? told : fromLookUps, longest);
    }

    private <T> Mono<T> ask(String fact, Function<String, Mono<T>> call) {
        return Mono.justOrEmpty(fact(fact)).flatMap(call);
    }

    /** What hangs on a failed look-up is missing for the same reason. */
    private static <T> Mono<T> missing(Lookup<?> needed) {
        return needed.why()
                .<Mono<T>>map(why -> Mono.error(new NeededLookupFailedException(why)))
                .orElseGet(Mono::empty);
    }

    private boolean isAboutAnApp() {
        return event.subject().type() == Subject.Type.APP
                && !event.kind().name().endsWith("deleted");
    }

    private boolean isReload() {
        return event.kind().equals(EventKind.APP_RELOAD_FAILED)
                || event.kind().equals(EventKind.APP_RELOAD_SUCCEEDED)
                || event.kind().equals(EventKind.APP_RELOAD_CANCELED);
    }

    private String appId() {
        return event.subject().id();
    }

    private Optional<String> fact(String name) {
        return event.facts().get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
