package io.footman.agent.template;

/** A template cannot be used. The message names the template, the place and the problem; it is fit to be shown to readers. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateException(String template, String problem) {
        super("template " + template + " " + problem);
    }
}
