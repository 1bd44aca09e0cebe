package io.footman.agent.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes secrets out of texts that others wrote: answers and exception messages may repeat the address we called. Webhook
 * addresses carry their token in path or query, so that every longer piece of them counts as a secret.
 */
public final class Redaction {
    private static final String MASK = "****";
    /** Shorter pieces, such as {@code api} or {@code v1}, are ordinary words. */
    private static final int SHORTEST_SECRET = 6;

    private final List<String> secrets;

    private Redaction(Collection<String> secrets) {
        // Longest first: a piece must not be taken out of the middle of the whole.
        this.secrets = secrets.stream()
                .distinct()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Hides the given address and texts. */
    public static Redaction of(URI address, Collection<String> furtherSecrets) {
        List<String> secrets = new ArrayList<>(furtherSecrets);
        Optional<String> path = Optional.ofNullable(address.getRawPath());
        Optional<String> query = Optional.ofNullable(address.getRawQuery());
        secrets.add(path.orElse("") + query.map(text -> "?" + text).orElse(""));
        addWithPieces(secrets, path.orElse(""), "/");
        addWithPieces(secrets, query.orElse(""), "[&=]");
        addWithPieces(secrets, Optional.ofNullable(address.getRawUserInfo()).orElse(""), ":");
        return new Redaction(secrets);
    }

    /** Hides the given texts. */
    public static Redaction of(Collection<String> secrets) {
        return new Redaction(secrets);
    }

    /** The text without secrets, in one line and at most {@code longest} characters. */
    public String clean(String text, int longest) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        clean = clean.replaceAll("\\p{Cntrl}+", " ").strip();
        if (clean.length() <= longest) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest;
        return clean.substring(0, end) + "…";
    }

    /** An address as shown to people: {@code https://hooks.slack.com/…}. */
    public static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + "/…";
    }

    private static void addWithPieces(List<String> secrets, String whole, String separator) {
        secrets.add(whole);
        for (String piece : whole.split(separator)) {
            secrets.add(piece);
            decoded(piece).ifPresent(secrets::add);
        }
    }

    private static Optional<String> decoded(String piece) {
        try {
            return Optional.of(URLDecoder.decode(piece, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not encoded at all: the piece itself is hidden already.
            return Optional.empty();
        }
    }
}
