package io.footman.agent.destination.support;

import io.footman.agent.model.EventKind;
import io.footman.agent.template.Escaping;
import io.footman.agent.template.MessageTemplate;
import io.footman.agent.template.TemplateException;
import io.footman.agent.template.Templates;
import io.footman.model.settings.Settings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The template files that a destination is configured with: {@code template} for all kinds of events, {@code templates}
 * for single ones.
 */
final class UserTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(UserTemplates.class);
    private static final String DEFAULT_DIRECTORY = "templates";
    /** Butler's ending; its configuration leaves it out. */
    private static final String BUTLER = ".handlebars";

    private final Optional<UserTemplate> forAll;
    private final Map<String, UserTemplate> byKind;

    private UserTemplates(Optional<UserTemplate> forAll, Map<String, UserTemplate> byKind) {
        this.forAll = forAll;
        this.byKind = Map.copyOf(byKind);
    }

    /**
     * One file.
     *
     * @param name file name
     * @param butler whether it is written by Butler's rules: values become HTML, also inside of JSON
     * @param template empty when it is broken
     * @param problem what is broken
     */
    record UserTemplate(String name, boolean butler, Optional<MessageTemplate> template, String problem) {}

    /** Reads and compiles. A missing file is a mistake; a broken one is told in the log, and in each message. */
    static UserTemplates read(
            String destination, Settings section, Settings root, Templates templates, Escaping escaping) {
        Path directory = root.section("templates").path("directory", DEFAULT_DIRECTORY);
        Reader reader = new Reader(destination, directory, templates, escaping);
        Optional<UserTemplate> forAll =
                section.optionalText("template").flatMap(name -> reader.read(section, "template", name));
        Map<String, UserTemplate> byKind = new LinkedHashMap<>();
        Settings kinds = section.section("templates");
        for (String kind : kinds.names()) {
            kinds.optionalText(kind)
                    .flatMap(name -> reader.read(kinds, kind, name))
                    .ifPresent(template -> byKind.put(kind, template));
        }
        return new UserTemplates(forAll, byKind);
    }

    Optional<UserTemplate> of(EventKind kind) {
        return Optional.ofNullable(byKind.get(kind.name())).or(() -> forAll);
    }

    private record Reader(String destination, Path directory, Templates templates, Escaping escaping) {

        Optional<UserTemplate> read(Settings section, String key, String name) {
            Optional<Path> file = find(name);
            if (file.isEmpty()) {
                section.mistake(
                        key,
                        "names a template that is not there: " + name,
                        "Put it into " + directory + ", or correct templates.directory");
                return Optional.empty();
            }
            boolean butler = file.get().toString().endsWith(BUTLER);
            try {
                MessageTemplate template = templates.file(file.get(), directory, butler ? Escaping.HTML : escaping);
                return Optional.of(new UserTemplate(template.name(), butler, Optional.of(template), ""));
            } catch (TemplateException e) {
                LOG.warn(
                        "event=template-broken destination={} key={}.{} problem=\"{}\" remedy=\"Footman's default is used\"",
                        destination,
                        section.path(),
                        key,
                        e.getMessage());
                return Optional.of(new UserTemplate(name, butler, Optional.empty(), String.valueOf(e.getMessage())));
            }
        }

        private Optional<Path> find(String name) {
            try {
                Path file = directory.resolve(name);
                Path withEnding = directory.resolve(name + BUTLER);
                return Files.isRegularFile(file)
                        ? Optional.of(file)
                        : Files.isRegularFile(withEnding) ? Optional.of(withEnding) : Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }
}
