package io.footman.benchmark;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** A bare Micronaut endpoint that sends back what it gets, over TLS: the yardstick for the gateway. */
public final class EchoServer {
    private EchoServer() {}

    /** @param arguments port, PKCS#12 file with the server certificate, its password */
    public static void main(String[] arguments) {
        Map<String, Object> settings = Map.of(
                "micronaut.server.host",
                "127.0.0.1",
                "micronaut.server.ssl.enabled",
                true,
                "micronaut.server.ssl.port",
                arguments[0],
                "micronaut.server.ssl.key-store.path",
                "file:" + arguments[1],
                "micronaut.server.ssl.key-store.type",
                "PKCS12",
                "micronaut.server.ssl.key-store.password",
                arguments[2]);
        ApplicationContext.run(EmbeddedServer.class, settings);
    }

    /** The endpoint. */
    @Controller("/echo")
    public static class Echo {
        @Post(consumes = MediaType.ALL, produces = MediaType.APPLICATION_JSON)
        byte[] echo(@Body byte[] body) {
            return body;
        }
    }
}
