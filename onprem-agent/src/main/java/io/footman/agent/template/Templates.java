package io.footman.agent.template;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateLoader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles templates: those that ship with Footman, those of the user's template folder, and short texts of the
 * configuration. Handlebars 4 as in JavaScript: the same text comes out of a Butler template.
 */
@Singleton
public final class Templates {
    private final Map<String, Optional<MessageTemplate>> shipped = new ConcurrentHashMap<>();

    /**
     * A template that ships with Footman; compiled once.
     *
     * @param name folder and name, such as {@code slack/app-reload-failed}
     * @return empty when there is none of that name
     */
    public Optional<MessageTemplate> shipped(String name, Escaping escaping) {
        return shipped.computeIfAbsent(
                escaping + " " + name,
                key -> ShippedLoader.read(name).map(text -> compileShipped(name, text, escaping)));
    }

    /**
     * A template file of the user.
     *
     * @param directory the template folder, where partials come from
     * @throws TemplateException when it cannot be read or is no valid template
     */
    public MessageTemplate file(Path file, Path directory, Escaping escaping) throws TemplateException {
        String name = String.valueOf(file.getFileName());
        try {
            return compile(name, GuardedLoader.read(file), new GuardedLoader(directory), escaping);
        } catch (IOException e) {
            throw new TemplateException(name, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * A short template out of the configuration, such as a subject; without partials.
     *
     * @throws TemplateException when it is no valid template
     */
    public MessageTemplate text(String name, String text, Escaping escaping) throws TemplateException {
        return compile(name, text, new NoPartials(), escaping);
    }

    private static MessageTemplate compileShipped(String name, String text, Escaping escaping) {
        try {
            return compile(name, text, new ShippedLoader(), escaping);
        } catch (TemplateException e) {
            throw new IllegalStateException("A template that ships with Footman is broken", e);
        }
    }

    private static MessageTemplate compile(String name, String text, TemplateLoader loader, Escaping escaping)
            throws TemplateException {
        // JavaScript takes lines away that hold nothing but a block tag, and looks variables up in the current scope
        // only.
        Handlebars handlebars = new Handlebars(loader)
                .with(Helpers.registry())
                .with(escaping.strategy())
                .with(new JavaScriptFormatter())
                .with(new ConcurrentMapTemplateCache())
                .prettyPrint(true)
                .parentScopeResolution(false);
        try {
            Template template = handlebars.compile(new StringTemplateSource(name, text));
            return new MessageTemplate(name, text, template);
        } catch (HandlebarsException e) {
            throw new TemplateException(name, "is not valid: " + HandlebarsProblem.text(e));
        } catch (StackOverflowError e) {
            throw new TemplateException(name, "is nested too deeply");
        } catch (IOException | RuntimeException e) {
            throw new TemplateException(name, "is not valid: " + e.getMessage());
        }
    }
}
