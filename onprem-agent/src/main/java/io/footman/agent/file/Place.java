package io.footman.agent.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where something approved is, links resolved.
 *
 * @param top the approved directory
 * @param real below it
 */
record Place(Path top, Path real) {
    /** From the approved directory on; empty when it is that itself. */
    List<Path> elements() {
        List<Path> elements = new ArrayList<>();
        if (!real.equals(top)) {
            top.relativize(real).forEach(elements::add);
        }
        return elements;
    }

    /** The elements without the last. */
    List<Path> folders() {
        List<Path> elements = elements();
        return elements.subList(0, elements.size() - 1);
    }

    /** The last element. */
    Path name() {
        return Objects.requireNonNull(real.getFileName());
    }
}
