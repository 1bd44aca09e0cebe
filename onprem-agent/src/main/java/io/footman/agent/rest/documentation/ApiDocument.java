package io.footman.agent.rest.documentation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The OpenAPI document of this agent. The compiler writes it from the controllers; what is not switched on is left out here,
 * so that nobody reads about what cannot be called.
 */
@Singleton
@Requires(property = "entrance.rest")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Footman REST API",
                        description =
                                "Services for Qlik load scripts. A POST may carry the header X-HTTP-Method-Override with GET,"
                                        + " PUT or DELETE, because Qlik's REST connector sends only GET and POST. Booleans and"
                                        + " numbers may be sent as text. Errors have the fields statusCode, error and message.",
                        version = "4"),
        security = {
            @SecurityRequirement(name = "bearer"),
            @SecurityRequirement(name = "header"),
            @SecurityRequirement(name = "basic")
        })
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", description = "An API key")
@SecurityScheme(
        name = "header",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "X-API-Key",
        description = "An API key")
@SecurityScheme(
        name = "basic",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "Any user name, with an API key as the password")
class ApiDocument {
    private static final String RESOURCE = "/META-INF/swagger/footman.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Where the document itself came from: right behind any proxy. */
    private static final String SAME_SERVER = "/";

    private static final Pattern VARIABLE_PATTERN = Pattern.compile("\\{(\\w+):[^}]*}");

    private final Map<String, Object> document;
    private final byte[] json;
    private final byte[] yaml;

    ApiDocument(RestSettings settings, Router router) {
        document = read();
        Set<String> offered = router.uriRoutes()
                .filter(route -> endpoint(route, settings))
                .map(ApiDocument::operation)
                .collect(Collectors.toSet());
        paths().entrySet().removeIf(path -> {
            object(path.getValue()).keySet().removeIf(method -> !offered.contains(operation(method, path.getKey())));
            return object(path.getValue()).isEmpty();
        });
        document.put(
                "servers",
                List.of(Map.of("url", settings.publicUrl().map(URI::toString).orElse(SAME_SERVER))));
        json = toJson(document);
        yaml = toYaml(document);
    }

    /** In UTF-8; not to be changed. */
    byte[] json() {
        return json;
    }

    /** In UTF-8; not to be changed. */
    byte[] yaml() {
        return yaml;
    }

    private static byte[] toJson(Map<String, Object> document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] toYaml(Map<String, Object> document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(document).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> paths() {
        return object(Objects.requireNonNull(document.get("paths")));
    }

    private static boolean endpoint(UriRouteInfo<?, ?> route, RestSettings settings) {
        return route.getTargetMethod()
                .enumValue(Offered.class, Endpoint.class)
                .filter(settings::offers)
                .isPresent();
    }

    /** Method and path as the document writes them: what a variable may hold is left out of the path. */
    static String operation(UriRouteInfo<?, ?> route) {
        String path = route.getUriMatchTemplate().toPathString();
        return operation(
                route.getHttpMethodName(), VARIABLE_PATTERN.matcher(path).replaceAll("{$1}"));
    }

    private static String operation(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> read() {
        try (InputStream stream = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("The build has not written " + RESOURCE);
            }
            return JSON.readValue(stream, OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
