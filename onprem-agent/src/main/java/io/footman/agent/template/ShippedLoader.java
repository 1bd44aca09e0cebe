package io.footman.agent.template;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Loads the templates that ship with Footman, from {@code templates/} of its own jar. */
final class ShippedLoader extends AbstractTemplateLoader {
    private static final String FOLDER = "/templates/";

    /** The engine asks for a partial's source at every use; what ships never changes. */
    private final Map<String, TemplateSource> sources = new ConcurrentHashMap<>();

    @Override
    public TemplateSource sourceAt(String name) throws IOException {
        TemplateSource known = sources.get(name);
        if (known == null) {
            String content =
                    read(name).orElseThrow(() -> new FileNotFoundException("there is no shipped template " + name));
            known = new StringTemplateSource(name, content);
            sources.put(name, known);
        }
        return known;
    }

    static Optional<String> read(String name) {
        if (!name.matches("[a-z0-9-]+/[a-z0-9-]+")) {
            return Optional.empty();
        }
        try (InputStream stream = ShippedLoader.class.getResourceAsStream(FOLDER + name + ".hbs")) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
