package io.footman.gateway.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The function app as the build made it. Runs after packaging. */
class FunctionPackageCheck {
    private static final Path APP = Path.of("target/azure-function");
    private static final long LARGEST_ZIP = 30L << 20;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void namesAScriptAndAnEntryPointThatExist() throws Exception {
        JsonNode function = json.readTree(APP.resolve("gateway/function.json").toFile());
        String entryPoint = function.path("entryPoint").textValue();
        int dot = entryPoint.lastIndexOf('.');

        assertThat(APP.resolve("gateway").resolve(function.path("scriptFile").textValue()))
                .exists();
        assertThat(Arrays.stream(Class.forName(entryPoint.substring(0, dot)).getMethods())
                        .filter(method -> method.getName().equals(entryPoint.substring(dot + 1))))
                .hasSize(1)
                .allSatisfy(method -> assertThat(
                                method.getAnnotation(FunctionName.class).value())
                        .isEqualTo("gateway"));
    }

    @Test
    void saysTheSameAsTheAnnotations() throws Exception {
        JsonNode trigger = json.readTree(APP.resolve("gateway/function.json").toFile())
                .path("bindings")
                .path(0);
        HttpTrigger annotation = (HttpTrigger) Arrays.stream(GatewayFunction.class.getMethods())
                .filter(method -> method.getName().equals("run"))
                .findFirst()
                .orElseThrow()
                .getParameterAnnotations()[0][0];

        assertThat(trigger.path("name").textValue()).isEqualTo(annotation.name());
        assertThat(trigger.path("route").textValue()).isEqualTo(annotation.route());
        assertThat(trigger.path("authLevel").textValue())
                .isEqualTo(annotation.authLevel().name());
        assertThat(trigger.path("methods")).hasSize(annotation.methods().length);
    }

    @Test
    void leavesPathsAsTheyAre() throws Exception {
        JsonNode host = json.readTree(APP.resolve("host.json").toFile());

        assertThat(host.path("extensions").path("http").path("routePrefix").textValue())
                .isEmpty();
        assertThat(host.path("extensionBundle").path("id").textValue()).isNotBlank();
    }

    @Test
    void carriesNeitherServerNorBroker() throws IOException {
        try (Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("artemis") || name.startsWith("micronaut-http-server-netty"))
                    .anyMatch(name -> name.startsWith("hivemq-mqtt-client"))
                    .anyMatch(name -> name.startsWith("shared-model"));
        }
    }

    @Test
    void isZippedWithTheSameContent() throws IOException {
        Path zip = Path.of("target/azure-function.zip");

        assertThat(Files.size(zip)).isLessThan(LARGEST_ZIP);
        try (ZipFile content = new ZipFile(zip.toFile())) {
            assertThat(List.of("host.json", "gateway/function.json", "cloud-gateway.jar"))
                    .allSatisfy(name -> assertThat(content.getEntry(name)).isNotNull());
        }
    }

    @Test
    void startsAndAnswersFromThePackagedLibrariesAlone() throws Exception {
        String classPath = String.join(
                java.io.File.pathSeparator,
                APP.resolve("cloud-gateway.jar").toString(),
                APP + "/lib/*",
                "target/test-classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        PackagedFunction.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("liveness=200").contains("webhook=503");
    }
}
