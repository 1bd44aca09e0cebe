package io.footman.agent.scriptmessage;

import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.Subject;
import io.footman.agent.scriptmessage.RefusedMessageException.Why;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Takes messages of load scripts over, and tells what became of them. No call holds a thread while it waits. */
public final class ScriptMessages {
    private static final String ID_PREFIX = "message:";
    private static final int ID_BYTES = 16;

    private final MessageDestinations destinations;
    private final Journal journal;
    private final Waiting waiting;
    private final Clock clock;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final Executor executor;

    ScriptMessages(
            MessageDestinations destinations,
            Journal journal,
            Waiting waiting,
            Clock clock,
            RandomGenerator random,
            MeterRegistry meters,
            Executor executor) {
        this.destinations = destinations;
        this.journal = journal;
        this.waiting = waiting;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
        this.executor = executor;
    }

    /**
     * A message that is stored.
     *
     * @param id asks for its state
     * @param repeated whether an earlier call had stored it
     */
    public record Accepted(String id, boolean repeated) {}

    /**
     * Stores a message; completes once it is durable. From then on it is sent sooner or later, or becomes a dead
     * letter.
     *
     * @param caller who sends it
     * @param key a second call of the same caller with the same key stores nothing and gets the id of the first; without a
     *     key each call is a message of its own
     * @throws RefusedMessageException when it could never be sent; also as the stage's end
     */
    public CompletionStage<Accepted> accept(ScriptMessage message, String caller, Optional<String> key) {
        refusal(message).ifPresent(refused -> {
            count(message, "refused");
            throw new RefusedMessageException(
                    refused.reason() == FailureReason.NOT_ALLOWED ? Why.NOT_ALLOWED : Why.UNUSABLE, refused.detail());
        });
        String id = key.map(text -> digest(caller, message.kind().name(), text)).orElseGet(this::newId);
        return journal.append(List.of(event(id, message, caller))).thenCompose(receipts -> {
            if (receipts.get(0) == Receipt.STORED) {
                count(message, "accepted");
                return CompletableFuture.completedFuture(new Accepted(id, false));
            }
            count(message, "repeated");
            return CompletableFuture.supplyAsync(() -> sameAsBefore(id, message), executor);
        });
    }

    /**
     * What became of a message: known at once if it has ended, else after {@code patience} at the latest. Empty when there is
     * none with this id.
     */
    public CompletionStage<Optional<MessageState>> state(String id, Duration patience) {
        return waiting.ended(id, patience);
    }

    static String eventId(String id) {
        return ID_PREFIX + id;
    }

    private Optional<SendResult.Permanent> refusal(ScriptMessage message) {
        MessageDestination destination = destinations
                .of(message.kind())
                .orElseThrow(() -> new IllegalStateException("No destination for " + message.kind()));
        return destination.refusal(message);
    }

    private Accepted sameAsBefore(String id, ScriptMessage message) {
        boolean other = journal.event(eventId(id))
                .map(ScriptMessage::of)
                .filter(first -> !first.equals(message))
                .isPresent();
        if (other) {
            throw new RefusedMessageException(
                    Why.KEY_TAKEN,
                    "Idempotency-Key was used for another message before. Give each message a key of its own");
        }
        return new Accepted(id, true);
    }

    private Event event(String id, ScriptMessage message, String caller) {
        return new Event(
                eventId(id),
                eventId(id),
                message.kind(),
                clock.instant(),
                new EventSource(EventSource.Platform.LOAD_SCRIPT, caller),
                new Subject(Subject.Type.OTHER, message.target(), Optional.empty()),
                message.facts());
    }

    private void count(ScriptMessage message, String result) {
        meters.counter("footman.script.messages", "kind", message.kind().name(), "result", result)
                .increment();
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
