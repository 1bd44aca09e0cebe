package io.footman.agent.qlik.repository;

import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.Turnstile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Fetches script logs by whichever of the two routes the site's release knows (QRS API §4.2, Butler UDP §5), and remembers
 * which one that was. The file is prepared after its ticket was given out, so it is asked for again when it is not there
 * yet; a log of another node can be later still.
 */
final class ScriptLogs {
    /** Largest script log kept, in bytes; of a longer one the start and the end. */
    static final int LARGEST_LOG = 1 << 20;

    /** A log takes up several megabytes until it is compressed. */
    private static final int DOWNLOADS_AT_ONCE = 12;

    static final int MOST_TICKETS = 3;
    static final Duration NEXT_DOWNLOAD = Duration.ofMillis(500);
    static final Duration NEXT_TICKET = Duration.ofSeconds(2);
    private static final String OLD_NAME = "scriptlog.txt";
    private static final int SMALL = 64 * 1024;

    private final Calls calls;
    private final Turnstile downloads = new Turnstile(DOWNLOADS_AT_ONCE);
    private volatile Route preferred = Route.BY_FILE_REFERENCE;

    ScriptLogs(Calls calls) {
        this.calls = calls;
    }

    private enum Route {
        /** The only one before May 2025. */
        BY_FILE_REFERENCE,
        BY_EXECUTION_RESULT
    }

    /**
     * The two addresses of one route for one execution.
     *
     * @param fileName what the file is called behind the ticket
     * @param otherName what it is called by other releases: the sources differ for the newer route
     */
    private record Way(Route route, String ticketPath, String fileName, String otherName) {}

    /** Empty when the repository says that the execution left no log. */
    CompletableFuture<Optional<LogText>> of(Guid taskId, String taskName, Execution execution) {
        List<Way> ways = ways(taskId, taskName, execution);
        return ways.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : fetch(ways, 1).thenApply(Optional::of);
    }

    private List<Way> ways(Guid taskId, String taskName, Execution execution) {
        List<Way> ways = new ArrayList<>();
        execution
                .fileReference()
                .ifPresent(reference -> ways.add(new Way(
                        Route.BY_FILE_REFERENCE,
                        "reloadtask/" + taskId + "/scriptlog?fileReferenceId=" + reference,
                        OLD_NAME,
                        OLD_NAME)));
        execution
                .id()
                .filter(id -> execution.hasScriptLog())
                .ifPresent(id -> ways.add(
                        preferred == Route.BY_EXECUTION_RESULT ? 0 : ways.size(),
                        new Way(
                                Route.BY_EXECUTION_RESULT,
                                "reloadtask/" + taskId + "/scriptlogfile?executionResultId=" + id,
                                encoded(taskName) + ".log",
                                OLD_NAME)));
        return ways;
    }

    private CompletableFuture<LogText> fetch(List<Way> ways, int number) {
        return byFirst(ways)
                .handle((log, failure) -> failure == null
                        ? CompletableFuture.completedFuture(log)
                        : RepositoryException.of(failure).isNotFound() && number < MOST_TICKETS
                                ? calls.pause(NEXT_TICKET).thenCompose(over -> fetch(otherFirst(ways), number + 1))
                                : CompletableFuture.<LogText>failedFuture(failure))
                .thenCompose(Function.identity());
    }

    /** A release may give out tickets by a route that leads to no file any more. */
    private static List<Way> otherFirst(List<Way> ways) {
        List<Way> turned = new ArrayList<>(ways);
        Collections.rotate(turned, 1);
        return turned;
    }

    /** A release that does not know a route refuses it: then the other one is tried at once. */
    private CompletableFuture<LogText> byFirst(List<Way> ways) {
        Way way = ways.get(0);
        return ticket(way)
                .handle((ticket, failure) -> {
                    if (failure == null) {
                        preferred = way.route();
                        return download(way, ticket);
                    }
                    return ways.size() > 1 && !RepositoryException.of(failure).isOutage()
                            ? byFirst(ways.subList(1, ways.size()))
                            : CompletableFuture.<LogText>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<String> ticket(Way way) {
        return calls.get("script-log-ticket", way.ticketPath(), SMALL)
                .thenApply(answer ->
                        Entity.read(answer).text("value").orElseThrow(() -> RepositoryException.ofStatus(404)));
    }

    private CompletableFuture<LogText> download(Way way, String ticket) {
        String folder = "download/reloadtask/" + encoded(ticket) + "/";
        return once(folder + way.fileName())
                .handle((log, failure) -> failure == null
                        ? CompletableFuture.completedFuture(log)
                        : RepositoryException.of(failure).isNotFound()
                                ? calls.pause(NEXT_DOWNLOAD).thenCompose(over -> once(folder + way.otherName()))
                                : CompletableFuture.<LogText>failedFuture(failure))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<LogText> once(String path) {
        return downloads.pass(() -> calls.get("script-log", path, LARGEST_LOG).thenApply(LogText::of));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
