package io.footman.agent.destination.support;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskType;
import java.util.stream.Stream;

/** Event kinds of a client-managed site in the words that Butler's messages use. */
public final class KindWords {
    private static final String SITE = "Qlik Sense ";

    private KindWords() {}

    /** Such as {@code Qlik Sense reload failed} or {@code Qlik Sense user sync task succeeded}. */
    public static String of(EventKind kind) {
        return Stream.of(TaskType.values())
                .filter(type -> kind.name().startsWith(type.label() + "-"))
                .findFirst()
                .map(type -> SITE
                        + of(type)
                        + plain(kind.name().substring(type.label().length())))
                .orElseGet(() -> SITE + plain(kind.name()));
    }

    /** Such as {@code external program task}; a reload task is just a reload. */
    static String of(TaskType type) {
        return type == TaskType.RELOAD ? "reload" : plain(type.label()).replaceFirst("( task)?$", " task");
    }

    private static String plain(String label) {
        return label.replace('-', ' ');
    }
}
