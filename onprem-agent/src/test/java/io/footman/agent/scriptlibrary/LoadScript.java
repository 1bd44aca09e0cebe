package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the library's subs build to a running agent, as the REST connector would: by GET or POST as the data connection
 * says, with the headers, the body and nothing else. Each call must succeed and answer with the fields that are selected.
 */
final class LoadScript implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"");
    private static final Pattern INNER_NAME = Pattern.compile("FROM\\s+\"\\w+\"\\s+FK\\s+\"\\w+\"|\"__\\w+\"");

    /** Selected where a call has no answer, or only says so when it fails. */
    private static final Set<String> NEVER_THERE = Set.of("statusCode");

    private final CallTemplates templates;
    private final CallTemplates smallest;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private CallTemplates last;
    private final Set<String> called = new HashSet<>();
    private final Set<String> optional = new HashSet<>();
    private final List<HttpResponse<String>> answers = new ArrayList<>();

    LoadScript(int port) {
        QlikScript library = QlikScript.read(CallTemplatesTest.LIBRARY);
        templates = new CallTemplates(library, this::send, true);
        smallest = new CallTemplates(library, this::send, false);
        last = templates;
        for (CallTemplates each : List.of(templates, smallest)) {
            each.set("vButlerHost", "http://127.0.0.1");
            each.set("vButlerPort", (long) port);
            each.set("x", "expanded");
        }
    }

    /** Gives the variable another value than a new script has. */
    LoadScript with(String variable, String value) {
        templates.set(variable, value);
        return this;
    }

    /** Fields that an answer may lack. */
    LoadScript mayLack(String... fields) {
        optional.addAll(Arrays.asList(fields));
        return this;
    }

    CallTemplates templates() {
        return templates;
    }

    /** Calls a sub: everything it can send is sent. Answers of the agent, one for each call. */
    List<HttpResponse<String>> call(String sub, Object... arguments) {
        return called(templates, sub, arguments);
    }

    /** Calls a sub and skips all that it does on a condition. */
    List<HttpResponse<String>> callSmallest(String sub, Object... arguments) {
        return called(smallest, sub, arguments);
    }

    private List<HttpResponse<String>> called(CallTemplates which, String sub, Object... arguments) {
        called.add(sub);
        last = which;
        answers.clear();
        which.of(sub, arguments);
        return List.copyOf(answers);
    }

    /** The text in a variable that the last call was told to fill. */
    String variable(String name) {
        return QlikExpressions.text(last.variable(name));
    }

    /** The subs that were called. */
    Set<String> called() {
        return called;
    }

    private CallTemplates.Answer send(RestCall call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(call.url())).timeout(PATIENCE);
        call.headers().forEach(request::header);
        String body = call.body();
        switch (call.connection()) {
            case "Butler_GET" -> {
                assertThat(body).as(call.url()).isNull();
                request.GET();
            }
            case "Butler_POST" -> request.POST(publisher(body));
            default -> throw new IllegalArgumentException("No data connection " + call.connection());
        }
        HttpResponse<String> answer = exchange(request.build());
        assertThat(answer.statusCode())
                .as(() -> call + " answered " + answer.body())
                .isBetween(200, 299);
        answers.add(answer);
        return read(call, answer.body());
    }

    private static BodyPublisher publisher(@Nullable String body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private CallTemplates.Answer read(RestCall call, String body) {
        if (body.isEmpty()) {
            return field -> "";
        }
        JsonNode json = json(body);
        Matcher field = FIELD.matcher(INNER_NAME.matcher(call.fields()).replaceAll(""));
        while (field.find() && !(json.isArray() && json.isEmpty())) {
            if (!NEVER_THERE.contains(field.group(1)) && !optional.contains(field.group(1))) {
                assertThat(json.findValues(field.group(1)))
                        .as(() -> field.group(1) + " in " + body)
                        .isNotEmpty()
                        .allMatch(JsonNode::isValueNode);
            }
        }
        return name -> {
            JsonNode value = json.findValue(name);
            return value == null ? "" : value.asText();
        };
    }

    static JsonNode json(String body) {
        try {
            return JsonMapper.builder().build().readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("The connector could not read " + body, e);
        }
    }

    @Override
    public void close() {
        templates.close();
        smallest.close();
    }
}
