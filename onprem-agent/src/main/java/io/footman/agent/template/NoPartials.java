package io.footman.agent.template;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;

/** For texts of the configuration, which have no folder to take partials from. */
final class NoPartials extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String name) throws FileNotFoundException {
        throw new FileNotFoundException("partials cannot be used here: " + name);
    }
}
