package io.footman.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * A real MQTT broker (Apache Artemis) inside the test JVM, on a free port of the loopback interface. It keeps its port and
 * its data over {@link #stop} and {@link #start}. Options are set before the first start.
 */
public final class TestBroker implements AutoCloseable {
    private static final int LOWEST_PORT = 15_000;
    private static final int LOWEST_OUTGOING_PORT = 32_000;
    private static final int MOST_PORTS_TRIED = 100;
    private static final String ROLE = "everything";
    private static final int UNLIMITED = -1;
    private static final int DISK_SCAN_MILLIS = 100;

    private final Path data;
    private final int port = freePort();
    private @Nullable TestCertificates certificates;
    private boolean clientCertificates;
    private @Nullable String user;
    private @Nullable String password;
    private boolean diskFull;
    private @Nullable EmbeddedActiveMQ server;

    /** @param data folder for journal and queues; may be empty or hold those of an earlier broker */
    public TestBroker(Path data) {
        this.data = data;
    }

    /** Only connections with this name and password are accepted. */
    public TestBroker withUser(String name, String secret) {
        this.user = name;
        this.password = secret;
        return this;
    }

    /** Speaks TLS with the server certificate. */
    public TestBroker withTls(TestCertificates own) {
        this.certificates = own;
        return this;
    }

    /** Speaks TLS and asks every client for a certificate of the same authority. */
    public TestBroker withClientCertificates(TestCertificates own) {
        this.clientCertificates = true;
        return withTls(own);
    }

    /** Behaves as if the disk were full: messages are neither taken nor acknowledged. */
    public TestBroker withFullDisk() {
        this.diskFull = true;
        return this;
    }

    /** Starts the broker; returns when it accepts connections. */
    public TestBroker start() {
        try {
            EmbeddedActiveMQ started = new EmbeddedActiveMQ().setConfiguration(configuration());
            if (user != null) {
                started.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()));
            }
            started.start();
            this.server = started;
            Acceptor door = started.getActiveMQServer().getRemotingService().getAcceptor("mqtt");
            if (door == null || !door.isStarted()) {
                // It goes on without its port and only logs that.
                throw new IllegalStateException("port " + port + " is not open");
            }
            return this;
        } catch (Exception e) {
            throw new IllegalStateException("the test broker does not start", e);
        }
    }

    /** Stops the broker; port and data stay as they are. Does nothing when it is not running. */
    public void stop() {
        EmbeddedActiveMQ running = server;
        if (running == null) {
            return;
        }
        server = null;
        try {
            running.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the test broker does not stop", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** Address for {@code footman.mqtt.url}. */
    public String url() {
        return (certificates == null ? "mqtt" : "mqtts") + "://localhost:" + port;
    }

    /**
     * A port that nobody listens on at the moment. Below the ports that systems give to outgoing connections: one of those
     * could take it while a broker is stopped.
     */
    public static int freePort() {
        for (int attempt = 0; attempt < MOST_PORTS_TRIED; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_OUTGOING_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw new IllegalStateException("no port is free below " + LOWEST_OUTGOING_PORT);
    }

    private Configuration configuration() throws Exception {
        AddressSettings addresses = new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setMaxDeliveryAttempts(UNLIMITED)
                .setDeadLetterAddress(SimpleString.of("undeliverable"))
                .setExpiryAddress(SimpleString.of("undeliverable"))
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        return new ConfigurationImpl()
                .setName("test-broker")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setJournalFileSize(1 << 20)
                .setSecurityEnabled(user != null)
                .setMaxDiskUsage(diskFull ? 0 : UNLIMITED)
                .setDiskScanPeriod(DISK_SCAN_MILLIS)
                .addAddressSetting("#", addresses)
                .putSecurityRoles("#", Set.of(allRights()))
                .addAcceptorConfiguration("mqtt", acceptor());
    }

    private String acceptor() {
        String uri = "tcp://127.0.0.1:" + port + "?protocols=MQTT";
        TestCertificates own = certificates;
        if (own == null) {
            return uri;
        }
        uri += ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + own.serverStore() + ";keyStorePassword="
                + TestCertificates.STORE_PASSWORD;
        if (clientCertificates) {
            uri += ";needClientAuth=true;trustStoreType=PKCS12;trustStorePath=" + own.trustStore()
                    + ";trustStorePassword=" + TestCertificates.STORE_PASSWORD;
        }
        return uri;
    }

    private SecurityConfiguration users() {
        return new SecurityConfiguration(Map.of(user, password), Map.of(user, List.of(ROLE)));
    }

    private static Role allRights() {
        return new Role(ROLE, true, true, true, true, true, true, true, true, true, true, false, false);
    }
}
