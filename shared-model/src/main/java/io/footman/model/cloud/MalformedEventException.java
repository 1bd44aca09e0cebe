package io.footman.model.cloud;

import java.util.Objects;

/**
 * A body that is no Qlik Cloud event. The message names the field, the problem and the remedy, and never quotes the
 * body: it may hold personal data.
 */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;
    private final String remedy;

    /**
     * @param field path of the field, such as {@code data.status}, or {@code body} for the whole
     * @param problem what is wrong with it
     * @param remedy what the sender should do
     */
    public MalformedEventException(String field, String problem, String remedy) {
        super(field + " " + problem + ". " + remedy + ".", null, false, false);
        this.field = Objects.requireNonNull(field);
        this.problem = Objects.requireNonNull(problem);
        this.remedy = Objects.requireNonNull(remedy);
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
