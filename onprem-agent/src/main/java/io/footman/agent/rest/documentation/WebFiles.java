package io.footman.agent.rest.documentation;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files of the documentation's page: those named here and no others, all from jars. */
@Singleton
@Requires(property = "entrance.rest")
class WebFiles {
    private static final String OWN = "/documentation/";
    private static final String WEB_JAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/%s/";

    private static final Map<String, MediaType> FROM_SWAGGER = Map.of(
            "swagger-ui-bundle.js", MediaType.of("text/javascript; charset=utf-8"),
            "swagger-ui.css", MediaType.of("text/css; charset=utf-8"),
            "favicon-32x32.png", MediaType.IMAGE_PNG_TYPE);

    private static final Map<String, MediaType> OF_OUR_OWN = Map.of(
            "index.html", MediaType.of("text/html; charset=utf-8"),
            "start.js", MediaType.of("text/javascript; charset=utf-8"));

    /**
     * @param type as it is told to the browser
     * @param content never changed
     */
    record WebFile(MediaType type, byte[] content) {}

    private final String swagger = String.format(SWAGGER, version());

    /** The file with this name; empty for any other name. */
    Optional<WebFile> file(String name) {
        return Optional.ofNullable(OF_OUR_OWN.get(name))
                .map(type -> new WebFile(type, content(OWN + name)))
                .or(() -> Optional.ofNullable(FROM_SWAGGER.get(name))
                        .map(type -> new WebFile(type, content(swagger + name))));
    }

    private static String version() {
        try (InputStream stream = open(WEB_JAR)) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = WebFiles.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("Not among the application's files: " + resource);
        }
        return stream;
    }
}
