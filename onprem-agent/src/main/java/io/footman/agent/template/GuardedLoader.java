package io.footman.agent.template;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads partials from the folder {@code partials} of the template folder, as Butler does, or from the template folder
 * itself. A name that leads out of it, by {@code ..} or by a link, is refused.
 */
final class GuardedLoader extends AbstractTemplateLoader {
    private static final List<String> SUFFIXES = List.of("", ".handlebars", ".hbs");
    private static final List<String> FOLDERS = List.of("partials", "");

    private final Path directory;

    GuardedLoader(Path directory) {
        this.directory = directory;
    }

    @Override
    public TemplateSource sourceAt(String name) throws IOException {
        for (String folder : FOLDERS) {
            for (String suffix : SUFFIXES) {
                Path file = inside(directory.resolve(folder), name + suffix);
                if (Files.isRegularFile(file)) {
                    return new StringTemplateSource(name, read(file));
                }
            }
        }
        throw new FileNotFoundException("there is no partial " + name + " in the template folder");
    }

    private Path inside(Path folder, String name) throws IOException {
        try {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !file.toRealPath().startsWith(directory.toRealPath())) {
                throw new IOException("the partial " + name + " lies outside of the template folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IOException("the partial has a name that is no file name", e);
        }
    }

    static String read(Path file) throws IOException {
        if (Files.size(file) > TemplateLimits.LONGEST_TEMPLATE_BYTES) {
            throw new IOException("is larger than " + TemplateLimits.LONGEST_TEMPLATE_BYTES / 1024 + " KB");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
