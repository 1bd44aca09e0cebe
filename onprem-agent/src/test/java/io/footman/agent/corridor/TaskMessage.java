package io.footman.agent.corridor;

import io.footman.agent.qlik.repository.FakeTask;
import java.nio.charset.StandardCharsets;

/**
 * A line of the scheduler as its appenders send it (Butler UDP §3).
 *
 * @param type {@code /scheduler-task-failed/}
 * @param appId empty for tasks without an app
 */
record TaskMessage(String type, String taskName, String appName, String taskId, String appId, String executionId) {
    static final String FAILED = "/scheduler-task-failed/";
    static final String ABORTED = "/scheduler-task-aborted/";
    static final String SUCCEEDED = "/scheduler-task-success//";
    static final String DISTRIBUTED = "/scheduler-distribute/";

    /** How the task with this number of a site that knows every id is called there. */
    static String taskName(int number) {
        return String.format("Task-%08d", number);
    }

    /** The numbered failure of a task that a site knows which knows every id. */
    static TaskMessage failed(int number) {
        return new TaskMessage(
                FAILED,
                taskName(number),
                String.format("App-%08d", number),
                FakeTask.guid("00000001", number),
                FakeTask.guid("00000002", number),
                FakeTask.guid("ec000000", number));
    }

    byte[] bytes() {
        return String.join(
                        ";",
                        type,
                        "sense1.example.com",
                        taskName,
                        appName,
                        "INTERNAL\\sa_scheduler",
                        taskId,
                        appId,
                        "2026-11-20 02:00:09,912",
                        "WARN",
                        executionId,
                        "Max retries reached")
                .getBytes(StandardCharsets.UTF_8);
    }
}
