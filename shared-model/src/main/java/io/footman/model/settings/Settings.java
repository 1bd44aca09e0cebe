package io.footman.model.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One section of the configuration, read key by key.
 *
 * <p>A reader asks for each key it knows, with the default beside it. A wrong or missing value becomes a {@link Mistake}
 * and a harmless stand-in is returned, so that reading goes on and all mistakes are found in one go. A key that nobody
 * asked for is a mistake too: a misspelt setting must not be silently ignored. Call {@link SettingsFile#finish()} at the end.
 *
 * <p>A single value can be given by the environment instead of the file: {@code footman.mqtt.url} is
 * {@code FOOTMAN_MQTT_URL}; the environment wins.
 */
public final class Settings {
    private final String path;
    private final Map<String, Object> values;
    private final Context context;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Settings> children = new ArrayList<>();

    /** What all sections of one file share. */
    record Context(Map<String, String> environment, Path directory, List<Mistake> mistakes) {}

    Settings(String path, Map<String, Object> values, Context context) {
        this.path = path;
        this.values = values;
        this.context = context;
    }

    /** A stand-alone section for tests and defaults; mistakes are collected in {@link #mistakes()}. */
    public static Settings of(String path, Map<String, Object> values) {
        return new Settings(path, values, new Context(Map.of(), Path.of(""), new ArrayList<>()));
    }

    /** The full key of this section, such as {@code footman.mqtt}. */
    public String path() {
        return path;
    }

    /** The mistakes found so far in the whole file, without those that {@link #reportUnknownKeys()} would add. */
    public List<Mistake> mistakes() {
        return List.copyOf(context.mistakes());
    }

    /** Reports something wrong with a key of this section that only the reader can know. */
    public void mistake(String key, String problem, String remedy) {
        Mistake mistake = new Mistake(full(key), problem, remedy);
        // A section that several readers share is read several times: its mistakes are told once.
        if (!context.mistakes().contains(mistake)) {
            context.mistakes().add(mistake);
        }
    }

    /** Whether the key is there at all, in the file or in the environment. */
    public boolean has(String key) {
        return raw(key) != null;
    }

    /** Whether the key has keys below it, for those that take either a single value or a section. */
    public boolean isSection(String key) {
        return values.get(key) instanceof Map;
    }

    /** The names under this section, in the order of the file: for maps whose keys the user chooses. */
    public Set<String> names() {
        return values.keySet();
    }

    /** A section below this one; empty when absent, so that its defaults apply. */
    @SuppressWarnings("unchecked")
    public Settings section(String key) {
        asked.add(key);
        Object value = values.get(key);
        Map<String, Object> map = Map.of();
        if (value instanceof Map) {
            map = (Map<String, Object>) value;
        } else if (value != null) {
            mistake(key, "must be a section with keys below it", "Indent its settings below the key");
        }
        return child(full(key), map);
    }

    /** The sections of a list, such as {@code rules}; an entry's path is {@code footman.rules[0]}. */
    @SuppressWarnings("unchecked")
    public List<Settings> sections(String key) {
        asked.add(key);
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            mistake(key, "must be a list", "Start each entry with \"- \"");
            return List.of();
        }
        List<Settings> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String entry = full(key) + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> map) {
                sections.add(child(entry, (Map<String, Object>) map));
            } else {
                context.mistakes()
                        .add(new Mistake(entry, "must have keys of its own", "Write it as { key: value, … }"));
            }
        }
        return sections;
    }

    /** All sections below this one by the name that the user chose, such as {@code destinations}. */
    public Map<String, Settings> namedSections() {
        Map<String, Settings> sections = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            sections.put(name, section(name));
        }
        return sections;
    }

    public String text(String key, String defaultValue) {
        return optionalText(key).orElse(defaultValue);
    }

    public Optional<String> optionalText(String key) {
        return scalar(key).filter(text -> !text.isBlank());
    }

    /** A text without which nothing works; {@code remedy} tells where to get it. */
    public String requiredText(String key, String remedy) {
        return optionalText(key).orElseGet(() -> {
            if (!alreadyReported(key)) {
                mistake(key, "is missing", remedy);
            }
            return "";
        });
    }

    public Optional<Secret> optionalSecret(String key) {
        return optionalText(key).map(Secret::new);
    }

    public Secret requiredSecret(String key, String remedy) {
        return new Secret(requiredText(key, remedy));
    }

    public boolean flag(String key, boolean defaultValue) {
        return convert(key, defaultValue, (text, report) -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> report.wrong("is neither true nor false", "Write true or false", defaultValue);
        });
    }

    /** A whole number between {@code least} and {@code most}, both included. */
    public int number(String key, int defaultValue, int least, int most) {
        return convert(key, defaultValue, (text, report) -> {
            String remedy = "Give a whole number from " + least + " to " + most;
            try {
                int number = Integer.parseInt(text);
                return number < least || number > most ? report.wrong("is out of range", remedy, defaultValue) : number;
            } catch (NumberFormatException e) {
                return report.wrong("is not a whole number", remedy, defaultValue);
            }
        });
    }

    /** A duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 3d}; never negative. */
    public Duration duration(String key, Duration defaultValue) {
        return convert(
                key,
                defaultValue,
                (text, report) -> Units.duration(text)
                        .orElseGet(() -> report.wrong(
                                "is not a duration",
                                "Give a number with a unit: 500ms, 30s, 5m, 2h or 3d",
                                defaultValue)));
    }

    /** A size in bytes, given as {@code 512}, {@code 64KB}, {@code 1MB} or {@code 1GB} (powers of 1024). */
    public long bytes(String key, long defaultValue) {
        return convert(
                key,
                defaultValue,
                (text, report) -> Units.bytes(text)
                        .orElseGet(() -> report.wrong(
                                "is not a size", "Give a number with a unit: 64KB, 1MB or 1GB", defaultValue)));
    }

    /** An absolute address with one of the given schemes. Its text may hold a token: it is never put into a mistake. */
    public Optional<URI> optionalUri(String key, Collection<String> schemes) {
        return optionalText(key).flatMap(text -> uri(key, text, schemes));
    }

    /** As {@link #optionalUri}, and reported when it is missing. */
    public Optional<URI> requiredUri(String key, Collection<String> schemes, String remedy) {
        String text = requiredText(key, remedy);
        return text.isEmpty() ? Optional.empty() : uri(key, text, schemes);
    }

    /** As {@link #optionalPath}, with a default that is taken relative to the folder of the configuration file too. */
    public Path path(String key, String defaultValue) {
        return optionalPath(key).orElseGet(() -> context.directory().resolve(defaultValue));
    }

    /** A file or folder; relative ones start at the folder of the configuration file. Not checked for existence. */
    public Optional<Path> optionalPath(String key) {
        return optionalText(key).flatMap(text -> {
            try {
                return Optional.of(context.directory().resolve(text));
            } catch (InvalidPathException e) {
                mistake(key, "is not a valid path", "Give a path of this machine, with / or \\\\ between folders");
                return Optional.empty();
            }
        });
    }

    /** A file that must be there and be readable. */
    public Optional<Path> optionalFile(String key) {
        return optionalPath(key).filter(file -> {
            boolean readable = java.nio.file.Files.isReadable(file) && java.nio.file.Files.isRegularFile(file);
            if (!readable) {
                mistake(
                        key,
                        "names a file that cannot be read: " + file,
                        "Check the path and the rights of the service account");
            }
            return readable;
        });
    }

    /** A list of texts. A single text is a list of one; from the environment, commas separate. */
    public List<String> texts(String key, List<String> defaultValue) {
        asked.add(key);
        String fromEnvironment = context.environment().get(variable(key));
        if (fromEnvironment != null) {
            return List.of(fromEnvironment.split(",")).stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        Object value = values.get(key);
        if (value == null) {
            return defaultValue;
        }
        Collection<?> entries = value instanceof Collection<?> list ? list : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof Map || entry instanceof Collection || entry == null) {
                mistake(key, "must be a list of texts", "Write it as [one, two]");
            } else {
                resolve(key, entry.toString()).filter(text -> !text.isBlank()).ifPresent(texts::add);
            }
        }
        return List.copyOf(texts);
    }

    public List<Secret> secrets(String key) {
        return texts(key, List.of()).stream().map(Secret::new).toList();
    }

    /** A map from name to text, such as extra headers. */
    public Map<String, String> textMap(String key) {
        Settings section = section(key);
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : section.names()) {
            section.optionalText(name).ifPresent(text -> map.put(name, text));
        }
        return Map.copyOf(map);
    }

    /** One of the names of an enumeration, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E defaultValue) {
        return convert(key, defaultValue, (text, report) -> {
            List<String> names = new ArrayList<>();
            for (E candidate : type.getEnumConstants()) {
                String name = candidate.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (name.equalsIgnoreCase(text)) {
                    return candidate;
                }
                names.add(name);
            }
            return report.wrong("is none of the known values", "Use one of " + String.join(", ", names), defaultValue);
        });
    }

    /** Adds a mistake for each key in this section and below that no reader asked for. */
    void reportUnknownKeys() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                mistake(key, "is not a known setting", Suggestion.remedy(key, asked));
            }
        }
        children.forEach(Settings::reportUnknownKeys);
    }

    private Settings child(String childPath, Map<String, Object> map) {
        // The same section may be asked for twice (checked and then read): unknown keys are judged over both readings.
        for (Settings known : children) {
            if (known.path.equals(childPath)) {
                return known;
            }
        }
        Settings child = new Settings(childPath, map, context);
        children.add(child);
        return child;
    }

    private Optional<URI> uri(String key, String text, Collection<String> schemes) {
        String remedy = "Give a full address that starts with " + String.join(":// or ", schemes) + "://";
        try {
            URI uri = new URI(text.strip());
            if (uri.getScheme() == null
                    || uri.getHost() == null
                    || !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                mistake(key, "is not an address of the expected kind", remedy);
                return Optional.empty();
            }
            return Optional.of(uri);
        } catch (URISyntaxException e) {
            mistake(key, "is not a valid address", remedy);
            return Optional.empty();
        }
    }

    /** Collects what a converter finds wrong and lets reading go on with the default. */
    private interface Report {
        <T> T wrong(String problem, String remedy, T standIn);
    }

    private <T> T convert(String key, T defaultValue, BiFunction<String, Report, T> converter) {
        Report report = new Report() {
            @Override
            public <V> V wrong(String problem, String remedy, V standIn) {
                mistake(key, problem, remedy);
                return standIn;
            }
        };
        Optional<String> text = optionalText(key);
        return text.isEmpty() ? defaultValue : converter.apply(text.get().strip(), report);
    }

    private Optional<String> scalar(String key) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map || value instanceof Collection) {
            mistake(key, "must be a single value", "Write one value after the colon");
            return Optional.empty();
        }
        return resolve(key, value.toString());
    }

    private @Nullable Object raw(String key) {
        asked.add(key);
        String fromEnvironment = context.environment().get(variable(key));
        return fromEnvironment != null ? fromEnvironment : values.get(key);
    }

    private Optional<String> resolve(String key, String text) {
        return Placeholders.resolve(
                text, context.environment(), context.directory(), (problem, remedy) -> mistake(key, problem, remedy));
    }

    private boolean alreadyReported(String key) {
        String full = full(key);
        return context.mistakes().stream().anyMatch(mistake -> mistake.key().equals(full));
    }

    private String variable(String key) {
        return full(key).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
