package io.footman.agent.loadscript.info;

import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.Objects;

/** Tells that the agent is there. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
final class PingController {
    /**
     * Scripts look for this answer (Butler REST API §3.1).
     *
     * @param response Butler's words
     * @param butlerVersion Footman's version
     */
    record Ping(String response, String butlerVersion) {}

    private final Ping ping = new Ping(
            "Butler reporting for duty",
            Objects.requireNonNullElse(PingController.class.getPackage().getImplementationVersion(), "development"));

    @Get("/v4/butlerping")
    @Offered(Endpoint.BUTLER_PING)
    HttpResponse<byte[]> ping() {
        return Answers.json(HttpStatus.OK, ping);
    }
}
