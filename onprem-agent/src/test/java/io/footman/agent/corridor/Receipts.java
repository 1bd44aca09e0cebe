package io.footman.agent.corridor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sink accepted, counted by the numbered task that each message names. */
final class Receipts {
    private static final Pattern TASK = Pattern.compile("Task-(\\d{8})");

    private final Map<Integer, Integer> timesByTask = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private int failures;

    synchronized void accepted(String text) {
        texts.add(text);
        Matcher task = TASK.matcher(text);
        timesByTask.merge(task.find() ? Integer.parseInt(task.group(1)) : -1, 1, Integer::sum);
    }

    /** A message was turned away. */
    synchronized void failed() {
        failures++;
    }

    synchronized int failures() {
        return failures;
    }

    /** The tasks told about; -1 stands for a message that names none. */
    synchronized Set<Integer> tasks() {
        return new TreeSet<>(timesByTask.keySet());
    }

    synchronized int distinct() {
        return timesByTask.size();
    }

    /** How many messages came more than once, counting each repeat. */
    synchronized int repeats() {
        return timesByTask.values().stream().mapToInt(times -> times - 1).sum();
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }
}
