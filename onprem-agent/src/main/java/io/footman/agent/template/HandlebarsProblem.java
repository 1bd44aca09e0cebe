package io.footman.agent.template;

import com.github.jknack.handlebars.HandlebarsException;
import java.util.Optional;

/** The template engine's errors as one line. */
final class HandlebarsProblem {
    private HandlebarsProblem() {}

    static String text(HandlebarsException e) {
        if (e.getError() != null) {
            return Optional.ofNullable(e.getError().reason).orElse("error") + " in line " + e.getError().line;
        }
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse("error");
    }
}
