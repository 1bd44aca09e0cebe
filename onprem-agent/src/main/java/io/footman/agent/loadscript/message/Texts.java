package io.footman.agent.loadscript.message;

import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import java.util.Optional;

/** Reads texts within their limits. */
final class Texts {
    private Texts() {}

    /** A field that must be there and not be blank. @throws RestException 400 */
    static String required(Fields fields, String name, int longest) {
        String text = fields.requiredText(name);
        if (text.isBlank()) {
            throw RestException.invalid(fields.path() + "/" + name + " must not be empty");
        }
        return within(fields, name, text, longest);
    }

    /** A field that must be there and may be empty. @throws RestException 400 */
    static String present(Fields fields, String name, int longest) {
        return within(fields, name, fields.requiredText(name), longest);
    }

    /** A field that may be absent or empty. @throws RestException 400 */
    static Optional<String> optional(Fields fields, String name, int longest) {
        return fields.text(name).filter(text -> !text.isBlank()).map(text -> within(fields, name, text, longest));
    }

    private static String within(Fields fields, String name, String text, int longest) {
        if (text.length() > longest) {
            throw RestException.invalid(fields.path() + "/" + name + " must NOT have more than " + longest
                    + " characters, but has " + text.length() + ". Shorten it");
        }
        return text;
    }
}
