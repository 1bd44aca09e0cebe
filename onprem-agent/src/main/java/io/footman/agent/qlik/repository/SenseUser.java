package io.footman.agent.qlik.repository;

import io.footman.model.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * On whose behalf the repository is asked; this user's rights decide what it shows (QRS API §1).
 *
 * @param directory user directory, such as {@code INTERNAL}
 * @param id user id, such as {@code sa_api}
 */
public record SenseUser(String directory, String id) {
    /** The account that Qlik itself uses for calls with the site's certificate; it sees everything. */
    public static final SenseUser SERVICE_ACCOUNT = new SenseUser("INTERNAL", "sa_api");

    /** Reads {@code DIRECTORY\id}; a mistake is collected in the section. */
    public static SenseUser read(Settings section, String key) {
        String text = section.text(key, SERVICE_ACCOUNT.toString());
        int border = text.indexOf('\\') < 0 ? text.indexOf('/') : text.indexOf('\\');
        String directory = border < 0 ? "" : text.substring(0, border).strip();
        String id = border < 0 ? "" : text.substring(border + 1).strip();
        if (directory.isEmpty() || id.isEmpty()) {
            section.mistake(key, "is not a user of Qlik Sense", "Give directory and id, such as INTERNAL\\sa_api");
            return SERVICE_ACCOUNT;
        }
        return new SenseUser(directory, id);
    }

    /** The value of the header {@code X-Qlik-User} (QRS API §1.1). */
    public String header() {
        return "UserDirectory=" + encoded(directory) + "; UserId=" + encoded(id);
    }

    /** Plain characters stay as they are: old releases do not decode them. */
    private static String encoded(String text) {
        boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';' && c != '%');
        return plain ? text : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return directory + "\\" + id;
    }
}
