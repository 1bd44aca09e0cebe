package io.footman.agent.destination.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges writes as a server of one version does: path, parameters, login, every line. A 1.x server knows no database until it is
 * told to make one.
 */
final class InfluxWireRules {
    private final String write;
    private final Set<String> parameters;
    private final String authorization;
    private final String query;
    private final List<String> statements = new ArrayList<>();
    private boolean made;

    private InfluxWireRules(String write, Set<String> parameters, String authorization, String query, boolean made) {
        this.write = write;
        this.parameters = new TreeSet<>(parameters);
        this.authorization = authorization;
        this.query = query;
        this.made = made;
    }

    static InfluxWireRules first(String prefix, Set<String> parameters, String authorization) {
        return new InfluxWireRules(prefix + "/write", parameters, authorization, prefix + "/query", false);
    }

    static InfluxWireRules second(String prefix, Set<String> parameters, String authorization) {
        return new InfluxWireRules(prefix + "/api/v2/write", parameters, authorization, "", true);
    }

    static InfluxWireRules third(String prefix, Set<String> parameters, String authorization) {
        return new InfluxWireRules(prefix + "/api/v3/write_lp", parameters, authorization, "", true);
    }

    Answer judge(Received request) {
        if (!authorization.equals(request.header("Authorization"))) {
            return Answer.of(401, "{\"error\":\"authorization failed\"}");
        }
        if (!request.method().equals("POST")) {
            return Answer.of(405, "");
        }
        if (request.path().equals(query)) {
            statements.add(URLDecoder.decode(request.query().substring("q=".length()), StandardCharsets.UTF_8));
            made = true;
            return Answer.of(200, "{\"results\":[{\"statement_id\":0}]}");
        }
        Set<String> given = new TreeSet<>(List.of(request.query().split("&")));
        if (!request.path().equals(write) || !given.equals(parameters)) {
            return Answer.of(400, "wrong call: " + request.path() + " " + given);
        }
        if (!made) {
            return Answer.of(404, "{\"error\":\"database not found: \\\"butler\\\"\"}");
        }
        try {
            assertThat(Line.parse(request.body()).fields()).isNotEmpty();
            return Answer.of(204, "");
        } catch (IllegalArgumentException e) {
            return Answer.of(400, "unable to parse: " + e.getMessage());
        }
    }

    List<String> statements() {
        return statements;
    }
}
