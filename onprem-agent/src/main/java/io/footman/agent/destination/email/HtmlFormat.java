package io.footman.agent.destination.email;

import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.template.Escaping;
import java.util.List;
import java.util.Locale;

/** The HTML part of a mail. */
final class HtmlFormat implements MessageFormat<String> {
    private static final String END_OF_BODY = "</body>";

    @Override
    public String folder() {
        return "email";
    }

    @Override
    public Escaping escaping() {
        return Escaping.HTML;
    }

    @Override
    public boolean json() {
        return false;
    }

    @Override
    public String parse(String text) {
        return text;
    }

    @Override
    public String withNotes(String html, List<String> notes) {
        StringBuilder list = new StringBuilder();
        for (String note : notes) {
            list.append("<p>").append(escaped(note)).append("</p>");
        }
        int end = html.toLowerCase(Locale.ROOT).lastIndexOf(END_OF_BODY);
        return end < 0 ? html + list : html.substring(0, end) + list + html.substring(end);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
