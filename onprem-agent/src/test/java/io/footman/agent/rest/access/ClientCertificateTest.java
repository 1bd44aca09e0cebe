package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.rest.RestFixture;
import io.footman.model.tls.Pem;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers with certificates, shaking hands with a running agent. Their names are QlikClient and agent.example.com. */
class ClientCertificateTest {
    @TempDir
    Path folder;

    private TestCertificates server;
    private FakeCertificates clients;

    @BeforeEach
    void makeCertificates() throws IOException {
        server = TestCertificates.create(Files.createDirectory(folder.resolve("server")));
        clients = FakeCertificates.create(folder.resolve("clients"));
    }

    @ParameterizedTest
    @CsvSource({
        "QlikClient: [info], 200",
        "qlikclient: [info], 200",
        "agent.example.com: [info], 200",
        "'\"*\": [info]', 200",
        "QlikClient: [files], 403",
        "'QlikClient: [files], \"*\": [info]', 403",
        "other.example.com: [info], 403"
    })
    void aCertificateMayDoWhatItsNamesMay(String scopes, int expected) throws Exception {
        try (RestFixture agent = start(scopes, "")) {
            assertThat(call(agent, clients)).isEqualTo(expected);
        }
    }

    @Test
    void withoutACertificateNobodyIsLetIn() throws Exception {
        try (RestFixture agent = start("QlikClient: [info]", "")) {
            assertThat(call(agent, null)).isEqualTo(401);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityBreaksOffTheConnection() throws Exception {
        FakeCertificates stranger = FakeCertificates.create(folder.resolve("stranger"));
        try (RestFixture agent = start("\"*\": [info]", "")) {
            assertThatThrownBy(() -> call(agent, stranger)).isInstanceOf(IOException.class);
            assertThat(call(agent, clients)).isEqualTo(200);
        }
    }

    @Test
    void anExpiredCertificateBreaksOffTheConnection() throws Exception {
        clients = FakeCertificates.create(
                folder.resolve("expired"), FakeCertificates.Settings.usual().clientValidFor(Duration.ofHours(-1)));
        try (RestFixture agent = start("\"*\": [info]", "")) {
            assertThatThrownBy(() -> call(agent, clients)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWrongKeyIsRefusedAlsoWithACertificate() throws Exception {
        try (RestFixture agent = start("QlikClient: [info]", "api-keys: keys.json, ")) {
            assertThat(call(agent, clients)).isEqualTo(200);
            assertThat(call(agent, clients, "X-API-Key", "fmk_wrong")).isEqualTo(401);
        }
    }

    @Test
    void theAuditLogNamesTheCertificate() throws Exception {
        try (RestFixture agent = start("QlikClient: [info]", "")) {
            call(agent, clients);
        }

        assertThat(folder.resolve("logs/audit.log"))
                .content()
                .contains("\"by\":\"certificate\",\"caller\":\"QlikClient\"");
    }

    private RestFixture start(String scopes, String further) {
        return RestFixture.start(folder, """
                endpoints: [butlerping]
                certificate: '%s'
                key: '%s'
                access: { %sclient-certificates: { authority: '%s', scopes: { %s } } }
                """.formatted(
                server.server(), server.serverKey(), further, clients.folder().resolve("root.pem"), scopes));
    }

    private int call(RestFixture agent, @Nullable FakeCertificates identity, String... header) throws Exception {
        KeyManager[] keys = identity == null ? new KeyManager[0] : new KeyManager[] {new Insistent(identity)};
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys, Pem.trust(server.ca()).getTrustManagers(), new SecureRandom());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + agent.port() + "/v4/butlerping"))
                .timeout(Duration.ofSeconds(30));
        if (header.length > 0) {
            request.headers(header);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Shows its certificate whomever the server trusts. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        Insistent(FakeCertificates identity) {
            key = Pem.privateKey(identity.folder().resolve("client_key.pem"), Optional.empty());
            chain = Pem.certificates(identity.folder().resolve("client.pem")).toArray(X509Certificate[]::new);
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return "client";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }
    }
}
