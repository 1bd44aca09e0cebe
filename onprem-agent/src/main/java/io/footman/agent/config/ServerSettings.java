package io.footman.agent.config;

import io.footman.model.settings.Settings;

/**
 * Section {@code footman.server}: where health and metrics are served.
 *
 * @param host address to listen on; the loopback address by default, because nobody has to log in
 * @param port TCP port; 0 takes any free one
 */
public record ServerSettings(String host, int port) {
    public static final String HOST = "127.0.0.1";
    public static final int PORT = 8181;
    private static final int HIGHEST_PORT = 65_535;

    /** Reads the section; mistakes are collected there. */
    public static ServerSettings read(Settings section) {
        return new ServerSettings(section.text("host", HOST), section.number("port", PORT, 0, HIGHEST_PORT));
    }
}
