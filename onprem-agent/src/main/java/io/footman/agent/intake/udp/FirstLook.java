package io.footman.agent.intake.udp;

import java.nio.ByteBuffer;

/**
 * A first look at a datagram's bytes, cheap enough for the thread that empties the socket: what cannot be a message must not
 * take the room of those that are.
 */
final class FirstLook {
    /** A type, or the host name of the oldest messages. In bytes. */
    private static final int LONGEST_FIRST_FIELD = 512;

    private FirstLook() {}

    /** False when the first field is empty, is no text, as in binary data and in UTF-16, or has no end. */
    static boolean mayBeMessage(ByteBuffer datagram) {
        int end = Math.min(datagram.limit(), datagram.position() + LONGEST_FIRST_FIELD);
        for (int i = datagram.position(); i < end; i++) {
            byte next = datagram.get(i);
            if (next == ';') {
                return i > datagram.position();
            }
            if (isControl(next)) {
                return false;
            }
        }
        return end == datagram.limit();
    }

    private static boolean isControl(byte next) {
        boolean blank = next == '\t' || next == '\r' || next == '\n';
        return next >= 0 && next < ' ' && !blank || next == 0x7F;
    }
}
