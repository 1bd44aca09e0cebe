package io.footman.agent.rest;

import io.micronaut.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;

/**
 * Path and query of a request line. Scripts paste names into addresses as they are ("Calling an HTTP API from a Qlik load
 * script" §5.2, quirk 6), so what can mean only one thing is percent-encoded here; what could mean several things is refused.
 */
final class RequestTarget {
    private static final String CODE = "FST_ERR_BAD_URL";
    private static final String HEX = "0123456789ABCDEF";
    private static final int LAST_ASCII = 0x7F;

    /** Unreserved characters and delimiters of RFC 3986 §3.3 and §3.4; the percent sign is judged apart. */
    private static final BitSet AS_IS =
            characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "-._~!$&'()*+,;=:@/?");

    private RequestTarget() {}

    /**
     * The target as the router and {@link java.net.URI} read it alike.
     *
     * @param raw as received, each byte one character
     * @throws RestException 400, naming the place
     */
    static String clean(String raw) {
        String target = originForm(raw);
        boolean plain = true;
        boolean ascii = true;
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            plain &= AS_IS.get(character);
            ascii &= character <= LAST_ASCII && character != '%';
            if (character == '#') {
                throw refusal("holds # at place " + (i + 1) + ". Write it as %23");
            }
        }
        if (plain) {
            return target;
        }
        String encoded = encode(target);
        if (!ascii) {
            checkText(encoded);
        }
        return encoded;
    }

    /** A refused target in a form that can be shown and logged; it need not mean the same. */
    static String shown(String raw) {
        StringBuilder shown = new StringBuilder(raw.startsWith("/") ? "" : "/");
        for (int i = 0; i < raw.length() && raw.charAt(i) != '?'; i++) {
            char character = raw.charAt(i);
            shown.append(AS_IS.get(character) ? character : '_');
        }
        return shown.toString();
    }

    /** Without scheme and host, which proxies send, and with one slash at the start, as RFC 9112 §3.2 has it. */
    private static String originForm(String raw) {
        if (raw.startsWith("/") && !raw.startsWith("//")) {
            return raw;
        }
        String target = raw;
        String lower = raw.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            int authority = raw.indexOf("://") + "://".length();
            int end = authority;
            while (end < raw.length() && raw.charAt(end) != '/' && raw.charAt(end) != '?') {
                end++;
            }
            target = raw.substring(end).startsWith("/") ? raw.substring(end) : "/" + raw.substring(end);
        }
        if (!target.startsWith("/")) {
            throw refusal("does not start with /. Send the path of an endpoint, such as /v4/butlerping");
        }
        int slashes = 0;
        while (slashes < target.length() && target.charAt(slashes) == '/') {
            slashes++;
        }
        return target.substring(slashes - 1);
    }

    private static String encode(String target) {
        StringBuilder encoded = new StringBuilder(target.length() + 16);
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (character == '%') {
                if (i + 2 >= target.length()
                        || Character.digit(target.charAt(i + 1), 16) < 0
                        || Character.digit(target.charAt(i + 2), 16) < 0) {
                    throw refusal("holds % at place " + (i + 1)
                            + " without two hexadecimal digits after it. Write the character % as %25");
                }
                encoded.append(character);
            } else if (AS_IS.get(character)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
            }
        }
        return encoded.toString();
    }

    /** Otherwise each reader would make its own replacement characters from broken text. */
    private static void checkText(String encoded) {
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes[length++] = (byte) Integer.parseInt(encoded, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) encoded.charAt(i);
            }
            if (bytes[length - 1] == 0) {
                throw refusal("holds the character NUL (%00). Leave it out");
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException e) {
            throw refusal("is not UTF-8. Percent-encode the bytes of UTF-8: ü is %C3%BC");
        }
    }

    private static RestException refusal(String problem) {
        return RestException.coded(HttpStatus.BAD_REQUEST, CODE, "The address " + problem);
    }

    private static BitSet characters(String characters) {
        BitSet set = new BitSet(LAST_ASCII + 1);
        characters.chars().forEach(set::set);
        return set;
    }
}
