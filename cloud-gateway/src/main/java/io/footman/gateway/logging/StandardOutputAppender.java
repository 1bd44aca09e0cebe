package io.footman.gateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntSupplier;

/**
 * Writes to standard output, and hands the lines over to the system whenever no further one waits: at once on a quiet
 * gateway, many in one call under load.
 */
final class StandardOutputAppender extends OutputStreamAppender<ILoggingEvent> {
    private static final int BUFFER_BYTES = 16 << 10;

    private final OutputStream output =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    private final IntSupplier waiting;

    /** @param waiting how many lines come after the one being written */
    StandardOutputAppender(IntSupplier waiting) {
        this.waiting = waiting;
        setImmediateFlush(false);
    }

    @Override
    public void start() {
        setOutputStream(output);
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        if (waiting.getAsInt() == 0) {
            flush();
        }
    }

    /** Standard output itself stays open: it is the process', not the appender's. */
    @Override
    protected void closeOutputStream() {
        flush();
    }

    private void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            addError("Standard output cannot be written", e);
        }
    }
}
