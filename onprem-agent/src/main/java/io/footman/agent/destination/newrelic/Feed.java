package io.footman.agent.destination.newrelic;

import java.util.Locale;

/** The two things that New Relic takes from us, each by an interface of its own. */
enum Feed {
    EVENT("Event"),
    LOG("Log");

    private final String suffix;

    Feed(String suffix) {
        this.suffix = suffix;
    }

    /** As written in the configuration and in recipients: {@code event}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What New Relic files an event kind under (Butler alerts §9): {@code reload-task-failed} is
     * {@code qs_reloadTaskFailedEvent} and {@code qs_reloadTaskFailedLog}, and so on for all others.
     */
    String typeOf(String kind) {
        StringBuilder words = new StringBuilder();
        for (String word : kind.split("[^A-Za-z0-9]+")) {
            words.append(
                    words.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return "qs_" + words + suffix;
    }
}
