package io.footman.agent.destination.email;

import io.footman.agent.destination.SendResult;
import io.footman.agent.http.Redaction;
import io.footman.agent.model.FailureReason;
import io.footman.model.settings.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail that could not be sent means: an answer of 4xx is temporary, of 5xx final (RFC 5321 §4.2.1), and without an
 * answer trying again may help.
 */
final class MailFailures {
    private static final int LONGEST_DETAIL = 200;
    private static final int CLOSING = 421;
    private static final Pattern CODE = Pattern.compile("(?:^|response: )([245]\\d\\d)\\b");

    private final MailSettings settings;
    private final Redaction redaction;

    MailFailures(MailSettings settings) {
        this.settings = settings;
        this.redaction = Redaction.of(settings.password()
                .map(Secret::reveal)
                .map(password -> List.of(password, base64(password)))
                .orElse(List.of()));
    }

    /** A server's answer or an error text in one line, without the password. */
    String clean(String text) {
        return redaction.clean(text, LONGEST_DETAIL);
    }

    /** Whether the server has closed a connection that was kept open: without a word, or with 421 (RFC 5321 §3.8). */
    boolean hungUp(MessagingException e) {
        return !caused(e, SocketTimeoutException.class) && code(e).orElse(CLOSING) == CLOSING;
    }

    /** The result; {@code late} when the deadline cut the connection off. */
    SendResult result(Exception e, boolean late) {
        if (late || caused(e, SocketTimeoutException.class)) {
            return new SendResult.Retryable(
                    FailureReason.TIMEOUT,
                    "The mail server " + settings.shown() + " did not take the mail within "
                            + settings.timeout().toMillis() + " ms");
        }
        if (caused(e, SSLException.class) || text(e).contains("STARTTLS")) {
            return new SendResult.Retryable(
                    FailureReason.TLS, "No trusted connection with " + settings.shown() + ": " + detail(e));
        }
        OptionalInt code = code(e);
        if (code.isEmpty()) {
            return e instanceof AuthenticationFailedException
                    ? new SendResult.Permanent(FailureReason.AUTH, loginRefused(e))
                    : new SendResult.Retryable(
                            FailureReason.UNREACHABLE, "No connection with " + settings.shown() + ": " + detail(e));
        }
        return answered(e, code.getAsInt());
    }

    private SendResult answered(Exception e, int code) {
        boolean temporary = code < 500;
        if (e instanceof AuthenticationFailedException || code == 530 || code == 534 || code == 535 || code == 538) {
            return temporary
                    ? new SendResult.Retryable(FailureReason.AUTH, loginRefused(e))
                    : new SendResult.Permanent(FailureReason.AUTH, loginRefused(e));
        }
        String detail = "The mail server " + settings.shown() + " answered: " + detail(e);
        if (temporary) {
            return new SendResult.Retryable(
                    code == CLOSING || code == 450 || code == 451 || code == 452
                            ? FailureReason.RATE_LIMITED
                            : FailureReason.SERVER_ERROR,
                    detail);
        }
        if (caused(e, SMTPAddressFailedException.class)) {
            return new SendResult.Permanent(FailureReason.RECIPIENT, detail);
        }
        return new SendResult.Permanent(code == 552 ? FailureReason.TOO_LARGE : FailureReason.CLIENT_ERROR, detail);
    }

    private String loginRefused(Exception e) {
        return "The mail server " + settings.shown() + " refuses the login: " + detail(e)
                + ". Check username and password of footman.mail";
    }

    private String detail(Exception e) {
        Throwable telling = e;
        for (Throwable cause : chain(e)) {
            if (cause instanceof SMTPAddressFailedException || cause instanceof SMTPSenderFailedException) {
                telling = cause;
            }
        }
        return clean(text(telling));
    }

    private static OptionalInt code(Exception e) {
        for (Throwable cause : chain(e)) {
            if (cause instanceof SMTPAddressFailedException refused) {
                return OptionalInt.of(refused.getReturnCode());
            }
            if (cause instanceof SMTPSenderFailedException refused) {
                return OptionalInt.of(refused.getReturnCode());
            }
            if (cause instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0) {
                return OptionalInt.of(refused.getReturnCode());
            }
        }
        Matcher matcher = CODE.matcher(text(e));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static boolean caused(Exception e, Class<? extends Throwable> type) {
        return chain(e).stream().anyMatch(type::isInstance);
    }

    /** The exception, its causes and, for mails, what the library hangs beside them. */
    private static List<Throwable> chain(Throwable e) {
        List<Throwable> chain = new ArrayList<>();
        @Nullable Throwable next = e;
        while (next != null && chain.size() < 20) {
            chain.add(next);
            next = next instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : next.getCause();
        }
        return chain;
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
