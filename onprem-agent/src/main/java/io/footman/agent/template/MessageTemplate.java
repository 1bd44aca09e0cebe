package io.footman.agent.template;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import java.io.IOException;
import java.util.Map;

/** A compiled template. Safe for several threads. */
public final class MessageTemplate {
    private final String name;
    private final String source;
    private final Template template;

    MessageTemplate(String name, String source, Template template) {
        this.name = name;
        this.source = source;
        this.template = template;
    }

    /** As shown to people. */
    public String name() {
        return name;
    }

    /** Whether the template's own text, partials aside, names a variable. */
    public boolean mentions(String variable) {
        return source.contains(variable);
    }

    /**
     * Fills in the variables.
     *
     * @param variables texts, numbers, booleans, lists and maps of them; anything else shows nothing of its inside
     * @throws TemplateException when the template fails, or writes or does more than {@link TemplateLimits} allow
     */
    public String render(Map<String, Object> variables) throws TemplateException {
        CappedWriter writer = new CappedWriter();
        Budget budget = new Budget();
        Context context = Context.newBuilder(variables)
                .resolver(new PlainValueResolver(budget))
                .build()
                .data(Budget.KEY, budget);
        try {
            template.apply(context, writer);
            return writer.toString();
        } catch (HandlebarsException e) {
            throw new TemplateException(
                    name, TemplateLimits.exceeded(e).orElseGet(() -> "fails: " + HandlebarsProblem.text(e)));
        } catch (StackOverflowError e) {
            throw new TemplateException(name, "calls itself without end");
        } catch (IOException | RuntimeException e) {
            throw new TemplateException(
                    name,
                    TemplateLimits.exceeded(e).orElse("fails: " + e.getClass().getSimpleName()));
        }
    }
}
