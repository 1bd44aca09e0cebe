package io.footman.agent.file;

import java.io.IOException;

/** Bounds how deep folders may be nested. Each level holds file handles, and a service has about a thousand of them. */
final class Depth {
    static final int MOST = 50;

    private Depth() {}

    static void check(int depth) throws IOException {
        if (depth > MOST) {
            throw new IOException("folders are nested deeper than " + MOST + " levels");
        }
    }
}
