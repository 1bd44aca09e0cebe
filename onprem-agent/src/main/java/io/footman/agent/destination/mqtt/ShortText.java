package io.footman.agent.destination.mqtt;

import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.Subject;
import java.util.Map;

/** The short message: the name of the task or app; for user activity host and user (Butler MQTT §3, §6). */
final class ShortText {
    private static final int LONGEST = 4_000;

    private ShortText() {}

    static String of(EventContext context) {
        Event event = context.event();
        String text = event.subject().type() == Subject.Type.USER ? activity(context) : name(context);
        return TextCut.keepStart(text, LONGEST);
    }

    private static String activity(EventContext context) {
        Map<String, Object> variables = context.variables();
        return value(variables, "hostName") + ": " + value(variables, "userDirectory") + "/"
                + value(variables, "userId");
    }

    private static String name(EventContext context) {
        Subject subject = context.event().subject();
        String looked = value(context.variables(), subject.type() == Subject.Type.TASK ? "taskName" : "appName");
        return looked.isEmpty() ? subject.name().orElse(subject.id()) : looked;
    }

    private static String value(Map<String, Object> variables, String name) {
        return String.valueOf(variables.getOrDefault(name, ""));
    }
}
