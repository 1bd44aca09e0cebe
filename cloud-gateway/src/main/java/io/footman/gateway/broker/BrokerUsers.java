package io.footman.gateway.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.gateway.settings.EmbeddedBrokerSettings.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to the embedded broker and with which topics: what is not allowed is refused. The gateway itself is a
 * user with a random password that never leaves the process.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {
    /** Name of the gateway's own user. */
    static final String GATEWAY = "footman-gateway";

    private static final int PASSWORD_BYTES = 32;
    private static final String ALL = "#";

    private final Map<String, Rights> users = new HashMap<>();
    private final String gatewayPassword;

    private record Rights(String password, List<MqttTopicFilter> publish, List<MqttTopicFilter> subscribe) {}

    BrokerUsers(List<User> configured) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        this.gatewayPassword = HexFormat.of().formatHex(random);
        for (User user : configured) {
            users.put(
                    user.name(),
                    new Rights(user.password().reveal(), filters(user.publish()), filters(user.subscribe())));
        }
        if (!configured.isEmpty()) {
            users.put(GATEWAY, new Rights(gatewayPassword, filters(List.of(ALL)), List.of()));
        }
    }

    /** Whether everyone is let in. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    String gatewayPassword() {
        return gatewayPassword;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            RemotingConnection connection,
            @Nullable String securityDomain) {
        if (!validateUser(user, password)) {
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(String.valueOf(user)));
        return subject;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
        return subject.getPrincipals(UserPrincipal.class).stream()
                .map(principal -> users.get(principal.getName()))
                .anyMatch(rights -> rights != null && allows(rights, checkType, topicOf(address)));
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        Rights rights = users.get(user == null ? "" : user);
        byte[] expected = (rights == null ? gatewayPassword : rights.password()).getBytes(StandardCharsets.UTF_8);
        byte[] given = (password == null ? "" : password).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given) && rights != null;
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        // The broker asks the method with an address; without one nothing can be decided.
        return false;
    }

    private static boolean allows(Rights rights, CheckType checkType, String topic) {
        return switch (checkType) {
            case SEND -> matches(rights.publish(), topic);
            case CONSUME,
                    BROWSE,
                    CREATE_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE -> matches(rights.subscribe(), topic);
            case CREATE_ADDRESS, DELETE_ADDRESS ->
                matches(rights.publish(), topic) || matches(rights.subscribe(), topic);
            default -> false;
        };
    }

    private static boolean matches(List<MqttTopicFilter> filters, String topic) {
        if (topic.isEmpty()) {
            return false;
        }
        MqttTopicFilter asked = MqttTopicFilter.of(topic);
        return filters.stream().anyMatch(filter -> filter.matches(asked));
    }

    /** An address may be followed by the name of a queue, after two colons. */
    private static String topicOf(String address) {
        int queue = address.indexOf("::");
        return queue < 0 ? address : address.substring(0, queue);
    }

    private static List<MqttTopicFilter> filters(List<String> texts) {
        return texts.stream().map(MqttTopicFilter::of).toList();
    }
}
