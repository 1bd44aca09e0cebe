package io.footman.model.mqtt;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A topic with the placeholders {@code {tenantId}} and {@code {type}}. Immutable.
 *
 * @param text the template, such as {@code qscloud/app/reload/{tenantId}}
 */
public record TopicTemplate(String text) {
    private static final String TENANT = "{tenantId}";
    private static final String TYPE = "{type}";
    private static final int LONGEST = 512;
    private static final Pattern FORBIDDEN = Pattern.compile("[+#\\p{Cntrl}{}]");

    /** @throws IllegalArgumentException when {@link #problem} finds one */
    public TopicTemplate {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException("topic template " + problem);
        });
    }

    /** What is wrong with a template; empty when it can be used. */
    public static Optional<String> problem(String text) {
        String fixed = text.replace(TENANT, "").replace(TYPE, "");
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.of("must have 1 to " + LONGEST + " characters");
        }
        if (text.startsWith("$")) {
            return Optional.of("must not start with $: such topics belong to the broker");
        }
        if (FORBIDDEN.matcher(fixed).find()) {
            return Optional.of("may hold " + TENANT + " and " + TYPE + " but no other braces, + or #");
        }
        return Optional.empty();
    }

    /**
     * The topic of one message.
     *
     * @throws IllegalArgumentException when a value that the template uses would break out of its level; check it with
     *     {@link Topics#tenantIdProblem} and {@link Topics#typeProblem} before
     */
    public String topic(String tenantId, String type) {
        String topic = text;
        if (topic.contains(TENANT)) {
            Topics.tenantIdProblem(tenantId).ifPresent(problem -> refuse("tenant id", problem));
            topic = topic.replace(TENANT, tenantId);
        }
        if (topic.contains(TYPE)) {
            Topics.typeProblem(type).ifPresent(problem -> refuse("event type", problem));
            topic = topic.replace(TYPE, type);
        }
        return topic;
    }

    /** The subscription that gets all topics of this template. */
    public String filter() {
        return Arrays.stream(text.split("/", -1))
                .map(level -> level.contains("{") ? "+" : level)
                .collect(Collectors.joining("/"));
    }

    private static void refuse(String what, String problem) {
        throw new IllegalArgumentException(what + " " + problem);
    }
}
