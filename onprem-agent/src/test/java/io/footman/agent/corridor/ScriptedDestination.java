package io.footman.agent.corridor;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A destination that does what the test told it to; without instructions it takes every message. */
final class ScriptedDestination implements Destination {
    final String name;
    private final Deque<Function<Alert, SendResult>> script = new ArrayDeque<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private BiConsumer<Alert, SendResult> log = (alert, result) -> {};
    private Limits limits = new Limits(1, 0);
    private Recipients recipients = Recipients.DESTINATION;
    private Optional<String> optInTag = Optional.empty();
    private Optional<String> fallback = Optional.empty();
    private volatile boolean hanging;

    ScriptedDestination(String name) {
        this.name = name;
    }

    static SendResult failure(FailureReason reason) {
        return new SendResult.Retryable(reason, "as scripted");
    }

    static SendResult slowDown(Duration retryAfter) {
        return new SendResult.Retryable(FailureReason.RATE_LIMITED, "as scripted", Optional.of(retryAfter));
    }

    static SendResult refusal(FailureReason reason) {
        return new SendResult.Permanent(reason, "as scripted");
    }

    /** Answers the next messages so, one after another. */
    ScriptedDestination answers(SendResult... results) {
        for (SendResult result : results) {
            script.add(alert -> result);
        }
        return this;
    }

    ScriptedDestination answers(int times, SendResult result) {
        for (int i = 0; i < times; i++) {
            answers(result);
        }
        return this;
    }

    ScriptedDestination throwsOnce(RuntimeException defect) {
        script.add(alert -> {
            throw defect;
        });
        return this;
    }

    /** The next message is never answered until the test ends. */
    ScriptedDestination hangs() {
        script.add(alert -> {
            hanging = true;
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return failure(FailureReason.TIMEOUT);
        });
        return this;
    }

    ScriptedDestination with(Limits wanted) {
        this.limits = wanted;
        return this;
    }

    ScriptedDestination to(Recipients wanted) {
        this.recipients = wanted;
        return this;
    }

    ScriptedDestination onlyTagged(String tag) {
        this.optInTag = Optional.of(tag);
        return this;
    }

    ScriptedDestination fallingBackTo(String other) {
        this.fallback = Optional.of(other);
        return this;
    }

    ConfiguredDestination configured() {
        return new ConfiguredDestination(name, "scripted", this, limits, optInTag, fallback);
    }

    void logTo(BiConsumer<Alert, SendResult> wanted) {
        this.log = wanted;
    }

    boolean isHanging() {
        return hanging;
    }

    void release() {
        released.countDown();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Recipients recipients(EventContext context) {
        return recipients;
    }

    @Override
    public SendResult send(Alert alert) {
        Function<Alert, SendResult> next;
        synchronized (script) {
            next = script.isEmpty() ? any -> new SendResult.Delivered("ok") : script.remove();
        }
        SendResult result = next.apply(alert);
        log.accept(alert, result);
        return result;
    }
}
