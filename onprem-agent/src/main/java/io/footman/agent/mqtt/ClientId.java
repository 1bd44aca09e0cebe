package io.footman.agent.mqtt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The client id of an agent that is given none: the same after a restart, another for each host, journal and port. A
 * container whose host name changes with every start should be given one.
 */
final class ClientId {
    private static final String PREFIX = "footman-agent-";

    /** Together with the prefix below the 23 characters that every broker takes (MQTT 5 §3.1.3.1). */
    private static final int DIGEST_BYTES = 4;

    private ClientId() {}

    static String of(String host, String journal, String port) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", host, journal, port).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
