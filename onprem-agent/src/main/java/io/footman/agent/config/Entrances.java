package io.footman.agent.config;

import io.footman.agent.mqtt.StartTopic;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ways in are open: those that the configuration has a section for. Known before any bean exists, so that the beans
 * of a closed entrance are never made.
 *
 * @param mqtt events of Qlik Cloud and requests over MQTT: section {@code footman.mqtt}
 * @param udp events of a client-managed site over UDP: section {@code footman.udp}
 * @param startTasks requests to start tasks over MQTT: section {@code footman.start-tasks}
 * @param rest calls from load scripts: section {@code footman.rest}
 */
public record Entrances(boolean mqtt, boolean udp, boolean startTasks, boolean rest) {
    /** Set for the entrances that are open; the beans of an entrance require it. */
    public static final String MQTT = "entrance.mqtt";

    /** As {@link #MQTT}. */
    public static final String UDP = "entrance.udp";

    /** As {@link #MQTT}. */
    public static final String START_TASKS = "entrance.start-tasks";

    /** As {@link #MQTT}. */
    public static final String REST = "entrance.rest";

    /** Set where tasks can be started for requests and schedules that are stored first. */
    public static final String TASK_STARTS = "task-starts";

    /** Reads which sections are there. */
    public static Entrances read(Settings footman) {
        return new Entrances(
                footman.has("mqtt") || footman.section("mqtt").has("url"),
                footman.names().contains("udp"),
                StartTopic.isWanted(footman),
                footman.names().contains("rest"));
    }

    /** The properties that the beans of open entrances require. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (mqtt) {
            properties.put(MQTT, true);
        }
        if (udp) {
            properties.put(UDP, true);
        }
        if (startTasks && mqtt) {
            properties.put(START_TASKS, true);
        }
        if (rest) {
            properties.put(REST, true);
        }
        if (rest || (startTasks && mqtt)) {
            properties.put(TASK_STARTS, true);
        }
        return properties;
    }

    /** Whether there is no use of the agent without somebody to tell: it serves no load scripts. */
    boolean onlyTell() {
        return !rest;
    }

    /** Whether events come in that somebody should be told of. */
    boolean bringEvents() {
        return mqtt || udp;
    }

    void judge(Settings footman) {
        if (startTasks && !mqtt && (!rest || footman.section("start-tasks").has("topic"))) {
            footman.section("start-tasks")
                    .mistake(
                            "topic",
                            "cannot be listened to without footman.mqtt",
                            "Give the broker's address in footman.mqtt.url");
        }
        if (!mqtt && !udp && !rest) {
            footman.section("mqtt")
                    .mistake(
                            "url",
                            "is missing, and so are footman.udp and footman.rest: nothing can come in",
                            "Give the broker's address for Qlik Cloud, such as mqtts://broker.example.com:8883, or udp: {}"
                                    + " for a client-managed Qlik Sense, or rest for load scripts, or several of them");
        }
    }
}
