package io.footman.agent.qlik.repository;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the repository of a fake site knows. A task of each type, two apps and their owners are there from the start; tests
 * add their own.
 */
public final class FakeSite {
    public static final String OWNER = "9a100000-0000-4000-8000-000000000001";
    public static final String SALES_APP = "31ee79a6-0949-4175-ba0e-1866a60e3336";
    public static final String RELOAD_TASK = "210832b5-6174-4572-bd19-3e61eda675ef";
    public static final String PROGRAM_TASK = "210832b5-6174-4572-bd19-3e61eda67501";
    public static final String USER_SYNC_TASK = "210832b5-6174-4572-bd19-3e61eda67502";
    public static final String DISTRIBUTE_TASK = "210832b5-6174-4572-bd19-3e61eda67503";
    public static final String PRELOAD_TASK = "210832b5-6174-4572-bd19-3e61eda67504";

    /** First eight digits of ids that {@link #knowingEveryId} pairs: task n runs app n. */
    public static final String TASK_HEAD = "00000001";

    public static final String APP_HEAD = "00000002";
    private static final String OWNER_HEAD = "00000003";
    private static final int HEAD_LENGTH = 8;
    private static final int OWNERS = 100;

    private final Map<String, FakeTask> tasks = new ConcurrentHashMap<>();
    private final Map<String, FakeApp> apps = new ConcurrentHashMap<>();
    private final Map<String, FakeUser> users = new ConcurrentHashMap<>();
    private volatile boolean everyId;
    private volatile String scriptLog = "2026-11-20 02:00:01      Execution started.\r\n"
            + "2026-11-20 02:00:05 0001  LOAD * FROM [lib://Försäljning €/missing.qvd] (qvd);\r\n"
            + "2026-11-20 02:00:09      Error: File not found: missing.qvd\r\n"
            + "2026-11-20 02:00:09      Execution Failed.\r\n";

    FakeSite() {
        add(FakeUser.of(OWNER, "LAB", "jdoe", "Jane Doe", "jane.doe@example.com", "jane@example.org"));
        add(FakeApp.of(SALES_APP, "Försäljning €", OWNER)
                .inStream("Finance")
                .withTags("Finance", "Daily")
                .withProperty("Department", "Sales"));
        add(FakeTask.of(FakeTask.RELOAD, RELOAD_TASK, "Reload sales")
                .withApp(SALES_APP)
                .withTags("Nightly")
                .withProperty("Butler_FailedTask_Email_NotificationRecipient", "desk@example.com"));
        add(FakeTask.of(FakeTask.EXTERNAL_PROGRAM, PROGRAM_TASK, "Fetch rates").withTags("Rates"));
        add(FakeTask.of(FakeTask.USER_SYNC, USER_SYNC_TASK, "Sync LAB").withTags("Directory"));
        add(FakeTask.of(FakeTask.DISTRIBUTE, DISTRIBUTE_TASK, "Distribute sales")
                .withApp(SALES_APP)
                .withTags("Cloud"));
        add(FakeTask.of(FakeTask.PRELOAD, PRELOAD_TASK, "Preload sales")
                .withApp(SALES_APP)
                .withTags("Cache"));
    }

    /** Adds a task or replaces the one of this id. */
    public FakeSite add(FakeTask task) {
        tasks.put(task.id(), task);
        return this;
    }

    public FakeSite add(FakeApp app) {
        apps.put(app.id(), app);
        return this;
    }

    public FakeSite add(FakeUser user) {
        users.put(user.id(), user);
        return this;
    }

    /** Deletes the task, app or user. */
    public FakeSite remove(String id) {
        tasks.remove(id);
        apps.remove(id);
        users.remove(id);
        return this;
    }

    /** Every script log from now on. */
    public FakeSite scriptLog(String text) {
        this.scriptLog = text;
        return this;
    }

    /**
     * Knows a failed reload task for every id that starts with {@link #TASK_HEAD} and its app under the same id with {@link
     * #APP_HEAD}: for load tests.
     */
    public FakeSite knowingEveryId() {
        this.everyId = true;
        return this;
    }

    boolean knowsEveryId() {
        return everyId;
    }

    String scriptLog() {
        return scriptLog;
    }

    Optional<FakeTask> task(String id) {
        FakeTask known = tasks.get(id);
        if (known == null && everyId && id.startsWith(TASK_HEAD)) {
            return Optional.of(FakeTask.of(FakeTask.RELOAD, id, "Task-" + number(id))
                    .withApp(APP_HEAD + id.substring(HEAD_LENGTH))
                    .withTags("Nightly"));
        }
        return Optional.ofNullable(known);
    }

    Optional<FakeApp> app(String id) {
        FakeApp known = apps.get(id);
        if (known == null && everyId && id.startsWith(APP_HEAD)) {
            return Optional.of(FakeApp.of(
                            id, "App-" + number(id), FakeTask.guid(OWNER_HEAD, Integer.parseInt(number(id)) % OWNERS))
                    .inStream("Finance"));
        }
        return Optional.ofNullable(known);
    }

    Optional<FakeUser> user(String id) {
        FakeUser known = users.get(id);
        if (known == null && everyId && id.startsWith(OWNER_HEAD)) {
            return Optional.of(FakeUser.of(id, "LAB", "user" + number(id), "User " + number(id), "u@example.com"));
        }
        return Optional.ofNullable(known);
    }

    List<FakeTask> tasks() {
        return List.copyOf(tasks.values());
    }

    List<FakeApp> apps() {
        return List.copyOf(apps.values());
    }

    List<FakeUser> users() {
        return List.copyOf(users.values());
    }

    /** The user with the rights of a real one; {@code sa_…} accounts of INTERNAL have all. */
    boolean knowsUser(String directory, String userId) {
        return directory.equalsIgnoreCase("INTERNAL")
                || users.values().stream()
                        .anyMatch(user -> user.directory().equalsIgnoreCase(directory)
                                && user.userId().equalsIgnoreCase(userId));
    }

    private static String number(String id) {
        return id.substring(id.length() - HEAD_LENGTH);
    }
}
