package io.footman.agent.destination.support;

import io.footman.agent.destination.SendResult;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.http.CallOutcome.Failed;
import io.footman.agent.model.FailureReason;
import java.util.Optional;

/** What an HTTP answer means for a message: the same for all destinations. */
public final class HttpResults {
    private HttpResults() {}

    /** The result of a call. */
    public static SendResult of(CallOutcome outcome) {
        if (outcome instanceof Failed failed) {
            return failed.reason() == FailureReason.FORBIDDEN_ADDRESS
                    ? new SendResult.Permanent(failed.reason(), failed.detail())
                    : new SendResult.Retryable(failed.reason(), failed.detail());
        }
        return answered((Answered) outcome);
    }

    /** As {@link #of(CallOutcome)}; a delivered message tells what was wrong with the user's template. */
    public static SendResult of(CallOutcome outcome, Optional<String> templateProblem) {
        SendResult result = of(outcome);
        return result instanceof SendResult.Delivered delivered && templateProblem.isPresent()
                ? new SendResult.Delivered(delivered.detail() + ", default template used: " + templateProblem.get())
                : result;
    }

    private static SendResult answered(Answered answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new SendResult.Delivered("HTTP " + status);
        }
        if (status >= 500) {
            return retryable(FailureReason.SERVER_ERROR, answer);
        }
        return switch (status) {
            case 408 -> retryable(FailureReason.TIMEOUT, answer);
            case 425, 429 -> retryable(FailureReason.RATE_LIMITED, answer);
            case 401, 403, 407 -> new SendResult.Permanent(FailureReason.AUTH, detail(answer));
            default ->
                new SendResult.Permanent(
                        status >= 400 ? FailureReason.CLIENT_ERROR : FailureReason.REDIRECT, detail(answer));
        };
    }

    private static SendResult retryable(FailureReason reason, Answered answer) {
        return new SendResult.Retryable(reason, detail(answer), answer.retryAfter());
    }

    /** Status and what the other side said, in one line. */
    public static String detail(Answered answer) {
        return "HTTP " + answer.status() + (answer.excerpt().isEmpty() ? "" : ": " + answer.excerpt());
    }
}
