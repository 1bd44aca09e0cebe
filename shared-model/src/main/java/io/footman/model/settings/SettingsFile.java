package io.footman.model.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The configuration file as a whole: opens the section {@code footman} and judges the reading at the end. */
public final class SettingsFile {
    private static final String ROOT = "footman";
    private static final int LARGEST_FILE = 4 << 20;

    private final Settings document;

    private SettingsFile(Map<String, Object> values, Map<String, String> environment, Path directory) {
        this.document = new Settings("", values, new Settings.Context(environment, directory, new ArrayList<>()));
    }

    /**
     * Reads a file, or nothing but the environment when {@code file} is null.
     *
     * @throws InvalidSettingsException when the file is missing or is no YAML
     */
    public static SettingsFile load(@Nullable Path file, Map<String, String> environment) {
        if (file == null) {
            return new SettingsFile(Map.of(), environment, Path.of("").toAbsolutePath());
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    file.toString(), "cannot be read as UTF-8 text", "Check the path, the encoding and the rights")));
        }
        return parse(text, file.toString(), environment, directoryOf(file));
    }

    /** As {@link #load}, from text; {@code name} stands for the file in mistakes. */
    public static SettingsFile parse(String text, String name, Map<String, String> environment, Path directory) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LARGEST_FILE);
        try {
            DumperOptions unused = new DumperOptions();
            Object loaded = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new TextsOnly())
                    .load(text);
            if (loaded != null && !(loaded instanceof Map)) {
                throw new InvalidSettingsException(
                        List.of(new Mistake(name, "has no keys at its top", "Start it with \"footman:\"")));
            }
            return new SettingsFile(textKeys(loaded == null ? Map.of() : (Map<?, ?>) loaded), environment, directory);
        } catch (MarkedYAMLException e) {
            // The parser's own text quotes the line, which may hold a secret: only the place and the problem are told.
            String where = e.getProblemMark() == null
                    ? ""
                    : " in line " + (e.getProblemMark().getLine() + 1);
            throw new InvalidSettingsException(List.of(
                    new Mistake(name, "is not valid YAML" + where, "Check the indentation, quotes and colons there")));
        } catch (YAMLException e) {
            throw new InvalidSettingsException(
                    List.of(new Mistake(name, "is not valid YAML", "Check the indentation, quotes and colons")));
        }
    }

    /** The section {@code footman}. */
    public Settings root() {
        return document.section(ROOT);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettingsException with every mistake of the file, unknown keys included
     */
    public void finish() {
        document.reportUnknownKeys();
        List<Mistake> mistakes = document.mistakes();
        if (!mistakes.isEmpty()) {
            throw new InvalidSettingsException(mistakes);
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /**
     * Leaves every value the text that the user wrote; whoever asks for a number or a flag converts it. YAML 1.1 would make
     * {@code true} of a custom property's value {@code Yes}, 750 of {@code 12:30} and a date of {@code 2026-11-20}.
     */
    private static final class TextsOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }

    /** YAML allows any scalar as a key; ours are texts. */
    private static Map<String, Object> textKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), textKeysWithin(value)));
        return result;
    }

    private static @Nullable Object textKeysWithin(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return textKeys(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> entries = new ArrayList<>();
            list.forEach(entry -> entries.add(textKeysWithin(entry)));
            return entries;
        }
        return value;
    }
}
