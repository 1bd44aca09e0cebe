package io.footman.model.tls;

import java.nio.file.Path;

/** A PEM file cannot be used. The message names the file and the problem, never what is inside. */
public final class PemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PemException(Path file, String problem) {
        super(file + " " + problem);
    }

    PemException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
