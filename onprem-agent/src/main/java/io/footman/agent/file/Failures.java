package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of the system in words for the caller. Those of Java hold real paths of the server, which are not for callers. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static FileException failed(SentPath path, IOException failure) {
        return failed(path.described(), failure);
    }

    static FileException failed(SentPath from, SentPath to, IOException failure) {
        return failed(from.described() + " to " + to.described(), failure);
    }

    private static FileException failed(String what, IOException failure) {
        LOG.warn("event=file-failed what={} reason={}", quoted(what), quoted(failure.toString()));
        return new FileException(Reason.FAILED, what + ": " + words(failure));
    }

    private static String words(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "the service account has no right to. Grant it in the file system";
        }
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return "a folder on the way is not there, is no folder, or was replaced by a link during the call";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "the name was taken by someone else during the call. Try again";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "someone else put something into the folder during the call. Try again";
        }
        if (failure instanceof AtomicMoveNotSupportedException) {
            return "another file system is mounted inside the approved directory. Approve the mounted folder by itself";
        }
        if (failure instanceof ClosedByInterruptException) {
            return "Footman is being stopped";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? "the system gives no reason" : quoted(reason);
    }

    /** On one line, whatever a name holds. */
    static String quoted(String text) {
        return '"' + text.replaceAll("\\p{Cntrl}", "?").replace('"', '\'') + '"';
    }
}
