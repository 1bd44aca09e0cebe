package io.footman.gateway.http;

import io.footman.gateway.webhook.Outcome;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.ContentLengthExceededException;

/** Plain sentences for what the router refuses before a route is found. */
@Controller
@Produces(MediaType.ALL)
final class ErrorController {
    private final Answers answers;

    ErrorController(Answers answers) {
        this.answers = answers;
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<String> notFound() {
        return answers.outsideOfTheGate(Outcome.NOT_FOUND, "no such path");
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<String> methodNotAllowed() {
        return answers.outsideOfTheGate(Outcome.METHOD, "method not allowed");
    }

    @Error(global = true)
    HttpResponse<String> tooLarge(ContentLengthExceededException e) {
        return answers.outsideOfTheGate(Outcome.TOO_LARGE, "body over the limit of the server");
    }

    @Error(global = true)
    HttpResponse<String> failed(Throwable failure) {
        return answers.failed("none", failure);
    }
}
