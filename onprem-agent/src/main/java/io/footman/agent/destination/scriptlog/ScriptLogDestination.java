package io.footman.agent.destination.scriptlog;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.ScriptLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps script logs as files, as long as the administrator wants. */
final class ScriptLogDestination implements Destination {
    private static final String CUT = "\n" + TextCut.LOG_MARK + "\n";
    /** What the systems say when a disk or a quota is full. */
    private static final List<String> FULL = List.of("no space left", "not enough space", "quota exceeded");

    private final LogFilesSettings settings;
    private final LogFolder folder;
    private final Retention retention;
    private final Clock clock;

    ScriptLogDestination(LogFilesSettings settings, LogFolder folder, Retention retention, Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public Recipients recipients(EventContext context) {
        if (context.scriptLog().isPresent()) {
            return Recipients.DESTINATION;
        }
        String gaps = context.gaps().isEmpty() ? "" : ". " + String.join(" ", context.gaps());
        return new Recipients(List.of(), "There is no script log to be written" + gaps);
    }

    @Override
    public SendResult send(Alert alert) {
        Optional<ScriptLog> log = alert.context().scriptLog();
        if (log.isEmpty()) {
            return new SendResult.Permanent(FailureReason.CLIENT_ERROR, "There is no script log to be written");
        }
        LogFileName name = LogFileName.of(alert.context());
        byte[] content = content(log.get());
        try {
            folder.write(name, name.temporary(alert.key()), content);
        } catch (LogFolder.OutsideException e) {
            return new SendResult.Permanent(
                    FailureReason.FORBIDDEN_ADDRESS, e.getMessage() + ". Remove the link, then replay this message");
        } catch (IOException e) {
            return failed(e);
        }
        retention.wrote(content.length, clock.instant());
        return new SendResult.Delivered("written to " + name.day() + "/" + name.file());
    }

    /** Why a file could not be written. All of it can be mended while the message waits. */
    static SendResult failed(IOException e) {
        String detail = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        if (e instanceof AccessDeniedException) {
            return new SendResult.Retryable(FailureReason.AUTH, "The service account may not write there: " + detail);
        }
        String lower = detail.toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(lower::contains)
                ? new SendResult.Retryable(FailureReason.SERVER_ERROR, "The disk is full: " + detail)
                : new SendResult.Retryable(
                        FailureReason.UNREACHABLE,
                        "The file cannot be written: " + e.getClass().getSimpleName() + ": " + detail);
    }

    /** The lines joined by LF; the middle of a log that is too large is left out. */
    private byte[] content(ScriptLog log) {
        String text = String.join("\n", log.lines());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= settings.largestBytes()) {
            return bytes;
        }
        int half = (int) (settings.largestBytes() - CUT.length()) / 2;
        String cut = TextCut.keepStart(text, half, "", TextCut::utf8Bytes)
                + CUT
                + TextCut.keepEnd(text, half, "", TextCut::utf8Bytes);
        return cut.getBytes(StandardCharsets.UTF_8);
    }
}
