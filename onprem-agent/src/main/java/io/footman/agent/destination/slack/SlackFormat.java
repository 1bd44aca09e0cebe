package io.footman.agent.destination.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.destination.support.UnusableMessageException;
import io.footman.agent.template.Escaping;
import java.util.List;

/** Slack's Block Kit. */
final class SlackFormat implements MessageFormat<ObjectNode> {
    @Override
    public String folder() {
        return "slack";
    }

    @Override
    public Escaping escaping() {
        return Escaping.SLACK_JSON;
    }

    @Override
    public boolean json() {
        return true;
    }

    @Override
    public ObjectNode parse(String text) throws UnusableMessageException {
        ObjectNode message = JsonText.object(text);
        if (!message.has("blocks") && !message.has("text") && !message.has("attachments")) {
            throw new UnusableMessageException("gives neither blocks nor text");
        }
        SlackLimits.apply(message);
        return message;
    }

    @Override
    public ObjectNode withNotes(ObjectNode message, List<String> notes) {
        for (String note : notes) {
            ObjectNode block = message.withArray("blocks").addObject().put("type", "context");
            block.putArray("elements").addObject().put("type", "mrkdwn").put("text", escaped(note));
        }
        SlackLimits.apply(message);
        return message;
    }

    /** Slack's control characters as entities ("Formatting text for app surfaces"). */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
