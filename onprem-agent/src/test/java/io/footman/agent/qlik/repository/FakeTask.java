package io.footman.agent.qlik.repository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A task of the fake site, with its executions in the order in which successive reads of one path show them; the last one
 * stays.
 *
 * @param type the number on the wire (QRS API §4)
 * @param appId empty for tasks without an app
 */
public record FakeTask(
        String id,
        int type,
        String name,
        String appId,
        boolean enabled,
        List<String> tags,
        List<Property> properties,
        List<Execution> executions) {
    public static final int RELOAD = 0;
    public static final int EXTERNAL_PROGRAM = 1;
    public static final int USER_SYNC = 2;
    public static final int DISTRIBUTE = 3;
    public static final int PRELOAD = 4;

    private static final Instant STARTED = Instant.parse("2026-11-20T02:00:01.100Z");
    private static final Instant STOPPED = Instant.parse("2026-11-20T02:00:09.800Z");
    private static final String NO_FILE = "00000000-0000-0000-0000-000000000000";

    /** The status numbers of an execution (QRS API §4). */
    public interface Status {
        int NEVER_STARTED = 0;
        int TRIGGERED = 1;
        int STARTED = 2;
        int QUEUED = 3;
        int ABORTED = 6;
        int FINISHED_SUCCESS = 7;
        int FINISHED_FAIL = 8;
        int ERROR = 11;
        int DISTRIBUTION_RUNNING = 14;
    }

    /** A custom property with one of its values; several values are several of these. */
    public record Property(String name, String value) {}

    /** One line of what happened. */
    public record Detail(Instant at, int type, String message) {}

    /**
     * {@code lastExecutionResult} of a task.
     *
     * @param fileReference all zero for none
     * @param stop the year 1753 while it runs
     */
    public record Execution(
            String id, int status, Instant start, Instant stop, String fileReference, List<Detail> details) {
        /** An end with this status, and a script log. Its id and file reference are made from the number. */
        public static Execution of(int number, int status) {
            return new Execution(
                    guid("e0000000", number),
                    status,
                    STARTED,
                    STOPPED,
                    guid("f0000000", number),
                    // Not sorted, as the real service does not promise it.
                    List.of(
                            new Detail(STOPPED, 2, lastMessage(status)),
                            new Detail(STARTED, 2, "Changing task state to Started")));
        }

        /** Not over yet: no stop, no log. */
        public static Execution running(int number, int status) {
            return new Execution(
                    guid("e0000000", number),
                    status,
                    STARTED,
                    Instant.parse("1753-01-01T00:00:00Z"),
                    NO_FILE,
                    List.of(new Detail(STARTED, 2, "Changing task state to Started")));
        }

        public Execution withoutLog() {
            return new Execution(id, status, start, stop, NO_FILE, details);
        }

        boolean hasLog() {
            return !fileReference.equals(NO_FILE);
        }

        private static String lastMessage(int status) {
            return switch (status) {
                case Status.FINISHED_SUCCESS -> "Changing task state from Started to FinishedSuccess";
                case Status.ABORTED -> "Changing task state from Aborting to Aborted";
                case Status.FINISHED_FAIL -> "Max retries reached";
                default -> "Changing task state";
            };
        }
    }

    /** A task that ended once as the type would; no app. */
    public static FakeTask of(int type, String id, String name) {
        return new FakeTask(
                id, type, name, "", true, List.of(), List.of(), List.of(Execution.of(1, Status.FINISHED_FAIL)));
    }

    /** A GUID from eight hexadecimal digits and a number. */
    public static String guid(String head, int number) {
        return String.format("%s-0000-4000-8000-%012d", head, number);
    }

    public FakeTask withApp(String app) {
        return new FakeTask(id, type, name, app, enabled, tags, properties, executions);
    }

    public FakeTask withTags(String... names) {
        return new FakeTask(id, type, name, appId, enabled, List.of(names), properties, executions);
    }

    public FakeTask withProperty(String property, String value) {
        List<Property> more = new ArrayList<>(properties);
        more.add(new Property(property, value));
        return new FakeTask(id, type, name, appId, enabled, tags, List.copyOf(more), executions);
    }

    public FakeTask withExecutions(Execution... successive) {
        return new FakeTask(id, type, name, appId, enabled, tags, properties, List.of(successive));
    }

    public FakeTask disabled() {
        return new FakeTask(id, type, name, appId, false, tags, properties, executions);
    }

    /** The execution that the n-th read shows, counted from 0. */
    Execution execution(int read) {
        return executions.get(Math.min(read, executions.size() - 1));
    }
}
