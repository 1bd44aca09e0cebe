package io.footman.model.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code ${NAME}}, {@code ${NAME:default}} and {@code ${file:path}}, so that secrets stay out of the file.
 * A secret file's last line break does not count.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final String FILE = "file:";

    private Placeholders() {}

    static Optional<String> resolve(
            String text, Map<String, String> environment, Path directory, BiConsumer<String, String> mistake) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), environment, directory, mistake);
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(resolved).toString());
    }

    private static @Nullable String value(
            String expression, Map<String, String> environment, Path directory, BiConsumer<String, String> mistake) {
        if (expression.startsWith(FILE)) {
            return fromFile(expression.substring(FILE.length()), directory, mistake);
        }
        int colon = expression.indexOf(':');
        String name = colon < 0 ? expression : expression.substring(0, colon);
        String value = environment.get(name.strip());
        if (value != null) {
            return value;
        }
        if (colon >= 0) {
            return expression.substring(colon + 1);
        }
        mistake.accept(
                "uses the environment variable " + name + ", which is not set",
                "Set " + name + " for the service, or use ${file:path}");
        return null;
    }

    private static @Nullable String fromFile(String path, Path directory, BiConsumer<String, String> mistake) {
        try {
            return Files.readString(directory.resolve(path.strip()), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException | InvalidPathException e) {
            mistake.accept(
                    "names the file " + path + ", which cannot be read",
                    "Check the path and the rights of the service account");
            return null;
        }
    }
}
