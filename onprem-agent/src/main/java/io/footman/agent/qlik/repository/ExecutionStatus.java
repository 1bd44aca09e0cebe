package io.footman.agent.qlik.repository;

/** What became of an execution, under Qlik's names (QRS API §4). */
public enum ExecutionStatus {
    NEVER_STARTED(0, "NeverStarted"),
    TRIGGERED(1, "Triggered"),
    STARTED(2, "Started"),
    QUEUED(3, "Queued"),
    ABORT_INITIATED(4, "AbortInitiated"),
    ABORTING(5, "Aborting"),
    ABORTED(6, "Aborted"),
    FINISHED_SUCCESS(7, "FinishedSuccess"),
    FINISHED_FAIL(8, "FinishedFail"),
    SKIPPED(9, "Skipped"),
    RETRY(10, "Retry"),
    ERROR(11, "Error"),
    RESET(12, "Reset"),
    DISTRIBUTION_QUEUE(13, "DistributionQueue"),
    DISTRIBUTION_RUNNING(14, "DistributionRunning"),
    /** A number that this release of Footman does not know. */
    UNKNOWN(-1, "Unknown");

    private final int number;
    private final String label;

    ExecutionStatus(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** The repository's code. */
    public int number() {
        return number;
    }

    /** Qlik's name, such as {@code FinishedFail}. */
    public String label() {
        return label;
    }

    /** Whether the execution goes on, so that another look tells more. */
    public boolean isUnderway() {
        return switch (this) {
            case TRIGGERED,
                    STARTED,
                    QUEUED,
                    ABORT_INITIATED,
                    ABORTING,
                    RETRY,
                    DISTRIBUTION_QUEUE,
                    DISTRIBUTION_RUNNING -> true;
            default -> false;
        };
    }

    static ExecutionStatus ofNumber(int number) {
        for (ExecutionStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
