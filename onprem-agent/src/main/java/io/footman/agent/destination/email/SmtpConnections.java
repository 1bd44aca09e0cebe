package io.footman.agent.destination.email;

import io.footman.agent.destination.SendResult;
import io.footman.agent.time.Alarms;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Keeps connections open between mails, so that a burst needs only one for each sending thread. */
final class SmtpConnections implements AutoCloseable {
    /** Servers limit the mails of one connection; Postfix and Exchange take more than this. */
    private static final int MOST_MAILS = 100;

    private final MailSettings settings;
    private final MailFailures failures;
    private final Clock clock;
    private final Alarms alarms;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    SmtpConnections(MailSettings settings, Clock clock, Alarms alarms) {
        this.settings = settings;
        this.failures = new MailFailures(settings);
        this.clock = clock;
        this.alarms = alarms;
    }

    /** A connection nobody uses, and the call that will close it. */
    private record Idle(SmtpConnection connection, Alarms.Alarm end) {}

    /** Sends one mail within the timeout. Never throws for what server and network do. */
    SendResult send(MimeMessage message, Address recipient) {
        Optional<SmtpConnection> kept = take();
        Sending sending = new Sending(kept.orElseGet(this::fresh));
        Alarms.Alarm deadline = alarms.at(clock.instant().plus(settings.timeout()), sending::cutOff);
        try {
            String answer = kept.isPresent()
                    ? sendByKept(sending, message, recipient)
                    : sending.connection.send(message, recipient);
            deadline.cancel();
            giveBack(sending.connection);
            return new SendResult.Delivered(failures.clean(answer));
        } catch (MessagingException | RuntimeException e) {
            // The mail library answers a socket that is closed under it with either.
            deadline.cancel();
            sending.connection.abort();
            return failures.result(e, sending.late);
        }
    }

    /**
     * Asking first whether the server is still there would cost every mail of a burst one more turn; that it has hung up
     * shows at the first command too.
     */
    private String sendByKept(Sending sending, MimeMessage message, Address recipient) throws MessagingException {
        try {
            return sending.connection.send(message, recipient);
        } catch (MessagingException e) {
            if (sending.late || !failures.hungUp(e)) {
                throw e;
            }
            sending.connection.abort();
            sending.connection = fresh();
            return sending.connection.send(message, recipient);
        }
    }

    /** A mail on its way, and what the alarm's thread cuts off when it takes too long. */
    private static final class Sending {
        private volatile SmtpConnection connection;
        private volatile boolean late;

        Sending(SmtpConnection connection) {
            this.connection = connection;
        }

        void cutOff() {
            late = true;
            connection.abort();
        }
    }

    private SmtpConnection fresh() {
        return new SmtpConnection(settings);
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        for (Optional<SmtpConnection> next = take(); next.isPresent(); next = take()) {
            next.get().close();
        }
    }

    private Optional<SmtpConnection> take() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst()).map(next -> {
                next.end().cancel();
                return next.connection();
            });
        }
    }

    private void giveBack(SmtpConnection connection) {
        boolean keep = connection.sent() < MOST_MAILS;
        synchronized (idle) {
            if (keep && !closed) {
                idle.addFirst(new Idle(
                        connection, alarms.at(clock.instant().plus(settings.idle()), () -> expire(connection))));
                return;
            }
        }
        connection.close();
    }

    private void expire(SmtpConnection connection) {
        boolean removed;
        synchronized (idle) {
            removed = idle.removeIf(entry -> entry.connection() == connection);
        }
        if (removed) {
            connection.close();
        }
    }
}
