package io.footman.gateway.broker;

import io.footman.gateway.settings.EmbeddedBrokerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** The settings of the embedded broker in Artemis' own words. */
final class BrokerConfiguration {
    /** Name of the door for everyone but the gateway. */
    static final String ACCEPTOR = "mqtt";

    private static final int JOURNAL_FILE_BYTES = 4 << 20;
    /** Memory for messages that wait for an absent subscriber; the rest goes to page files. */
    private static final long MOST_MEMORY_BYTES = 16 << 20;

    private static final int UNLIMITED = -1;
    private static final SimpleString UNDELIVERABLE = SimpleString.of("footman/undeliverable");
    private static final int FULLEST_DISK_PERCENT = 95;
    private static final String LOOPBACK = "127.0.0.1";

    private BrokerConfiguration() {}

    static Configuration of(EmbeddedBrokerSettings settings, BrokerUsers users, Optional<Integer> ownPort) {
        Path data = settings.data().toAbsolutePath();
        Configuration configuration = new ConfigurationImpl()
                .setName("footman")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setGlobalMaxSize(MOST_MEMORY_BYTES)
                .setMaxDiskUsage(FULLEST_DISK_PERCENT)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(!users.isEmpty())
                // Addresses look like MQTT topics, so that rights can be compared with what is configured.
                .setWildCardConfiguration(new WildcardConfiguration()
                        .setDelimiter('/')
                        .setSingleWord('+')
                        .setAnyWords('#'))
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setAutoCreateAddresses(true)
                                .setAutoCreateQueues(true)
                                // A subscriber that keeps coming back without acknowledging must not lose the message.
                                .setMaxDeliveryAttempts(UNLIMITED)
                                .setDeadLetterAddress(UNDELIVERABLE)
                                .setExpiryAddress(UNDELIVERABLE)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE))
                .putSecurityRoles("#", Set.of())
                .addAcceptorConfiguration(acceptor(ACCEPTOR, settings.host(), settings.port(), settings));
        ownPort.ifPresent(port -> configuration.addAcceptorConfiguration(plainAcceptor("gateway", LOOPBACK, port)));
        return configuration;
    }

    private static TransportConfiguration acceptor(
            String name, String host, int port, EmbeddedBrokerSettings settings) {
        if (settings.identity().isEmpty()) {
            return plainAcceptor(name, host, port);
        }
        Map<String, Object> parameters = parameters(host, port);
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        // Artemis insists on a path; PemSslContextFactory uses the identity instead.
        parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, "unused");
        parameters.put(PemSslContextFactory.IDENTITY, settings.identity().get());
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name);
    }

    private static TransportConfiguration plainAcceptor(String name, String host, int port) {
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters(host, port), name);
    }

    private static Map<String, Object> parameters(String host, int port) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, host);
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        return parameters;
    }
}
