package io.footman.gateway.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.gateway.mqtt.OwnBroker;
import io.footman.gateway.settings.EmbeddedBrokerSettings;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Secret;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker inside the gateway, for sites that have none: Apache Artemis with its journal on disk, written through before a
 * message is acknowledged. Subscribers with a persistent session get everything that was published while they were away.
 */
public final class EmbeddedBroker implements OwnBroker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final EmbeddedActiveMQ server;
    private final BrokerSettings ownAddress;

    private EmbeddedBroker(EmbeddedActiveMQ server, BrokerSettings ownAddress) {
        this.server = server;
        this.ownAddress = ownAddress;
    }

    /**
     * Starts the broker; returns when it accepts connections.
     *
     * @throws InvalidSettingsException when the port is taken or the data folder cannot be used
     */
    public static EmbeddedBroker start(EmbeddedBrokerSettings settings) {
        requireFreePort(settings);
        BrokerUsers users = new BrokerUsers(settings.users());
        // With users or TLS the gateway has a door of its own, which only this process knows the password of.
        Optional<Integer> ownPort =
                users.isEmpty() && settings.identity().isEmpty() ? Optional.empty() : Optional.of(freePort());
        EmbeddedActiveMQ server =
                new EmbeddedActiveMQ().setConfiguration(BrokerConfiguration.of(settings, users, ownPort));
        if (!users.isEmpty()) {
            server.setSecurityManager(users);
        }
        try {
            server.start();
            requireOpenDoor(server);
        } catch (Exception e) {
            closeQuietly(server);
            throw new InvalidSettingsException(List.of(new Mistake(
                    "footman.broker",
                    "does not start: " + e.getMessage(),
                    "Check host, port and the rights on " + settings.data())));
        }
        LOG.info(
                "broker=started host={} port={} tls={} users={} data={}",
                settings.host(),
                settings.port(),
                settings.identity().isPresent(),
                settings.users().size(),
                settings.data());
        return new EmbeddedBroker(server, ownAddress(users, ownPort.orElse(settings.port())));
    }

    @Override
    public Optional<BrokerSettings> address() {
        return Optional.of(ownAddress);
    }

    @Override
    public boolean hasSubscriber(String topic) {
        // Addresses are topic filters here, and there are as many as subscriptions: a handful.
        MqttTopic published = MqttTopic.of(topic);
        return server.getActiveMQServer()
                .getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .anyMatch(binding ->
                        MqttTopicFilter.of(binding.getAddress().toString()).matches(published));
    }

    @Override
    public void close() {
        closeQuietly(server);
    }

    /** Artemis only logs it when it cannot listen, and goes on without a door. */
    private static void requireOpenDoor(EmbeddedActiveMQ server) {
        var acceptor = server.getActiveMQServer().getRemotingService().getAcceptor(BrokerConfiguration.ACCEPTOR);
        if (acceptor == null || !acceptor.isStarted()) {
            throw new IllegalStateException("it cannot listen");
        }
    }

    private static void closeQuietly(EmbeddedActiveMQ server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("broker=stop-failed cause=\"{}\"", e.toString());
        }
    }

    private static BrokerSettings ownAddress(BrokerUsers users, int port) {
        return new BrokerSettings(
                LOOPBACK,
                port,
                false,
                users.isEmpty() ? Optional.empty() : Optional.of(BrokerUsers.GATEWAY),
                users.isEmpty() ? Optional.empty() : Optional.of(new Secret(users.gatewayPassword())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Artemis tells a taken port in many lines; one is enough. */
    private static void requireFreePort(EmbeddedBrokerSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (UnknownHostException e) {
            throw new InvalidSettingsException(
                    List.of(new Mistake("footman.broker.host", "is not known", "Give an address of this machine")));
        } catch (BindException e) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    "footman.broker.port",
                    settings.port() + " cannot be listened on at " + settings.host(),
                    "Another program may use it: stop it or choose another port")));
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    "footman.broker.port", "cannot be listened on: " + e.getMessage(), "Check host and port")));
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(
                    new Mistake("footman.broker", "finds no free port on this machine", "Close other programs")));
        }
    }
}
