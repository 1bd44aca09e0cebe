package io.footman.agent.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in a request, or of its query string, read as tolerantly as Butler does (Butler REST API §1, type coercion): scripts
 * send texts for everything. Errors name the field and what it should hold. Unknown fields are ignored.
 */
public final class Fields {
    private final JsonNode node;
    private final String path;

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /**
     * The body as an object; an absent one has no fields.
     *
     * @throws RestException 400 when it is no JSON object
     */
    public static Fields object(byte @Nullable [] body) {
        JsonNode node = JsonBody.tree(body);
        if (node.isMissingNode()) {
            return new Fields(JsonNodeFactory.instance.objectNode(), "body");
        }
        if (!node.isObject()) {
            throw RestException.invalid("body must be object");
        }
        return new Fields(node, "body");
    }

    /** The parameters behind the question mark, as texts; of one that is given several times the first counts. */
    public static Fields query(HttpRequest<?> request) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        request.getParameters().asMap().forEach((name, values) -> {
            if (!values.isEmpty()) {
                node.put(name, values.get(0));
            }
        });
        return new Fields(node, "querystring");
    }

    /**
     * The body as a list of objects. An absent body is empty, and a single object is a list of one.
     *
     * @throws RestException 400 when it is something else
     */
    public static List<Fields> list(byte @Nullable [] body) {
        JsonNode node = JsonBody.tree(body);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (node.isObject()) {
            return List.of(new Fields(node, "body/0"));
        }
        if (!node.isArray()) {
            throw RestException.invalid("body must be array");
        }
        List<Fields> list = new ArrayList<>();
        for (JsonNode element : node) {
            String path = "body/" + list.size();
            if (!element.isObject()) {
                throw RestException.invalid(path + " must be object");
            }
            list.add(new Fields(element, path));
        }
        return List.copyOf(list);
    }

    /** Where these fields stand, such as {@code body/0}; for messages. */
    public String path() {
        return path;
    }

    /** An object inside; empty when it is absent. */
    public Optional<Fields> inner(String field) {
        JsonNode value = value(field);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw RestException.invalid(path + "/" + field + " must be object");
        }
        return Optional.of(new Fields(value, path + "/" + field));
    }

    /** Objects of a list inside; empty when it is absent. */
    public List<Fields> inners(String field) {
        JsonNode value = value(field);
        if (absent(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw RestException.invalid(path + "/" + field + " must be array");
        }
        List<Fields> list = new ArrayList<>();
        for (JsonNode element : value) {
            String place = path + "/" + field + "/" + list.size();
            if (!element.isObject()) {
                throw RestException.invalid(place + " must be object");
            }
            list.add(new Fields(element, place));
        }
        return List.copyOf(list);
    }

    /** Whether the field is there, and not null. */
    public boolean has(String field) {
        return !absent(value(field));
    }

    /** A text, also written as a number or boolean; empty when it is absent. An empty text is a text. */
    public Optional<String> text(String field) {
        JsonNode value = value(field);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw RestException.invalid(path + "/" + field + " must be string");
        }
        return Optional.of(checked(value, path + "/" + field));
    }

    /** @throws RestException 400 when it is absent */
    public String requiredText(String field) {
        return text(field)
                .orElseThrow(() -> RestException.invalid(path + " must have required property '" + field + "'"));
    }

    /** A boolean, also written as {@code "true"} or {@code "false"}; absent and empty are the default. */
    public boolean flag(String field, boolean defaultValue) {
        String text = text(field).orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> defaultValue;
            case "true" -> true;
            case "false" -> false;
            default -> throw RestException.invalid(path + "/" + field + " must be boolean: true or false");
        };
    }

    /** A number, also written as text; empty when it is absent or an empty text. */
    public Optional<Double> number(String field) {
        String text = text(field).orElse("").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, as for what is no finite number.
        }
        throw RestException.invalid(path + "/" + field + " must be number");
    }

    /** A list of texts; a single text is a list of one, absent and empty are an empty list. */
    public List<String> texts(String field) {
        JsonNode value = value(field);
        if (absent(value)) {
            return List.of();
        }
        if (value.isValueNode()) {
            String text = checked(value, path + "/" + field);
            return text.isBlank() ? List.of() : List.of(text);
        }
        if (!value.isArray()) {
            throw RestException.invalid(path + "/" + field + " must be array");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isValueNode() || element.isNull()) {
                throw RestException.invalid(path + "/" + field + "/" + texts.size() + " must be string");
            }
            texts.add(checked(element, path + "/" + field + "/" + texts.size()));
        }
        return List.copyOf(texts);
    }

    private JsonNode value(String field) {
        return node.path(field);
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** What databases, files and other systems cannot hold is refused before it reaches them. */
    private static String checked(JsonNode value, String place) {
        String text = value.asText();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                throw RestException.invalid(place + " must not hold the character NUL (\\u0000)");
            }
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                throw RestException.invalid(place + " must not hold half a character (a lone \\ud800 to \\udfff)");
            }
        }
        return text;
    }
}
