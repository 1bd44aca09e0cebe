package io.footman.agent.template;

/** Counts what one rendering does: look-ups of values and rounds of loops. */
final class Budget {
    /** Where helpers find it among the data of the rendering. */
    static final String KEY = "footmanBudget";

    private int steps;

    void spend(int more) {
        steps += more;
        if (steps > TemplateLimits.MOST_STEPS) {
            throw new TemplateLimits.ExceededException("takes more than " + TemplateLimits.MOST_STEPS + " steps");
        }
    }

    @Override
    public String toString() {
        return "";
    }
}
