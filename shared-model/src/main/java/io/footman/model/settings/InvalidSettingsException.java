package io.footman.model.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Carries every {@link Mistake}, not only the first. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    public InvalidSettingsException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining(System.lineSeparator())));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All mistakes in the order of the file; never empty. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
