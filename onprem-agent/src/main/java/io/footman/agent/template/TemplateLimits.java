package io.footman.agent.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a template may cost: a slip in one must not stop the agent. */
final class TemplateLimits {
    /** Size of a template or partial. */
    static final int LONGEST_TEMPLATE_BYTES = 256 * 1024;
    /** Characters that a template may write. */
    static final int LONGEST_OUTPUT = 1024 * 1024;
    /** Look-ups and rounds of loops that a template may take: some 100 ms of work. Loops within loops end here. */
    static final int MOST_STEPS = 200_000;

    private TemplateLimits() {}

    /** The limit that was exceeded, if that is what stopped the template. */
    static Optional<String> exceeded(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExceededException) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof StackOverflowError) {
                return Optional.of("calls itself without end");
            }
        }
        return Optional.empty();
    }

    /** Unwinds a template that went over a limit. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException(String problem) {
            super(problem, null, false, false);
        }
    }
}
