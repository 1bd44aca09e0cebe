package io.footman.agent.destination.influxdb;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Points about tasks, with the measurements, tags and fields of Butler (Butler alerts §10). Aborted tasks, which Butler did
 * not write, look like failed ones.
 */
final class TaskPoints {
    private static final String STATUS_TEXT = "task_executionStatusText";
    /** As Butler spells it. */
    private static final String BUTLERS_STATUS_TEXT = "task_exeuctionStatusText";

    private static final Set<TaskType> WITH_APP = Set.of(TaskType.RELOAD, TaskType.DISTRIBUTE, TaskType.PRELOAD);
    private static final Map<TaskOutcome, String> OUTCOMES =
            Map.of(TaskOutcome.FAILED, "failed", TaskOutcome.ABORTED, "aborted", TaskOutcome.SUCCEEDED, "success");
    private static final Map<TaskType, String> TYPES = Map.of(
            TaskType.RELOAD, "reload_task_",
            TaskType.EXTERNAL_PROGRAM, "external_program_task_",
            TaskType.USER_SYNC, "user_sync_task_",
            TaskType.DISTRIBUTE, "distribute_task_",
            TaskType.PRELOAD, "preload_task_");
    private static final Map<EventKind, Shape> SHAPES = shapes();

    private final ExecutionLog log;
    private final boolean butlerNames;

    TaskPoints(ExecutionLog log, boolean butlerNames) {
        this.log = log;
        this.butlerNames = butlerNames;
    }

    /**
     * What the points of one kind have beside the basics.
     *
     * @param measurement its name
     * @param app whether they have tags about the app
     * @param execution whether they tell how the execution went
     * @param log whether they have the script log
     */
    private record Shape(String measurement, boolean app, boolean execution, boolean log) {}

    /** Whether a kind is about a task. */
    static boolean handles(EventKind kind) {
        return SHAPES.containsKey(kind);
    }

    /** Fills in tags and fields and tells the measurement. */
    String fill(Point.Builder point, EventContext context) {
        Event event = context.event();
        Values values = new Values(context.variables());
        Shape shape = Optional.ofNullable(SHAPES.get(event.kind())).orElseThrow();
        point.tag("host", values.text("hostName"))
                .tag("user", values.text("user").replace('\\', '/'))
                .tag("task_id", values.text("taskId", event.subject().id()))
                .tag("task_name", values.text("taskName", event.subject().name().orElse("")))
                .tag("log_level", values.text("logLevel"));
        if (shape.app()) {
            point.tag("app_id", values.text("appId")).tag("app_name", values.text("appName"));
        }
        point.field("log_timestamp", values.text("logTimeStamp", event.time().toString()))
                .field("execution_id", values.text("executionId"))
                .field("log_message", values.text("logMessage"));
        if (shape.execution()) {
            execution(point, values);
        }
        if (shape.log()) {
            log.fill(point, context);
        }
        return shape.measurement();
    }

    private void execution(Point.Builder point, Values values) {
        point.tag("task_executingNodeName", values.text("executingNodeName", "unknown"))
                .tag("task_executionStatusNum", values.text("executionStatusNum", "-1"))
                .tag(
                        butlerNames ? BUTLERS_STATUS_TEXT : STATUS_TEXT,
                        values.text("executionStatusText", ExecutionLog.NOT_AVAILABLE));
        values.execution(point);
    }

    private static Map<EventKind, Shape> shapes() {
        Map<EventKind, Shape> shapes = new LinkedHashMap<>();
        for (TaskOutcome outcome : TaskOutcome.values()) {
            String end = OUTCOMES.getOrDefault(outcome, outcome.label());
            for (TaskType type : TaskType.values()) {
                boolean reload = type == TaskType.RELOAD;
                shapes.put(
                        EventKind.of(type, outcome),
                        new Shape(
                                TYPES.getOrDefault(type, type.label()) + end,
                                WITH_APP.contains(type),
                                reload || outcome == TaskOutcome.SUCCEEDED,
                                reload));
            }
            shapes.put(EventKind.ofUnknownTask(outcome), new Shape("task_" + end, true, false, false));
        }
        shapes.put(EventKind.DISTRIBUTE_ENDED, new Shape("distribute_task_ended", true, false, false));
        return shapes;
    }
}
