package io.footman.agent.rest;

import java.util.Arrays;
import java.util.Optional;

/**
 * What {@code footman.rest.endpoints} switches on. The flags are Butler's ({@code restServerEndpointsEnable}, Butler REST
 * API §2) where it has the endpoint.
 */
public enum Endpoint {
    BUTLER_PING("butlerping", Scope.INFO),
    LIST_ENABLED_ENDPOINTS("apiListEnabledEndpoints", Scope.INFO),
    BASE62_TO_BASE16("base62ToBase16", Scope.INFO),
    BASE16_TO_BASE62("base16ToBase62", Scope.INFO),
    DOCUMENTATION("documentation", Scope.INFO),

    FILE_COPY("fileCopy", Scope.FILES),
    FILE_MOVE("fileMove", Scope.FILES),
    FILE_DELETE("fileDelete", Scope.FILES),
    CREATE_DIR("createDir", Scope.FILES),
    CREATE_DIR_QVD("createDirQVD", Scope.FILES),
    GET_DISK_SPACE("getDiskSpace", Scope.FILES),
    CLASSIC_CREATE_DIR("classicCreateDir", Scope.FILES),
    CLASSIC_GET_DISK_SPACE("classicGetDiskSpace", Scope.FILES),

    KEY_VALUE_STORE("keyValueStore", Scope.KEYVALUES),

    SLACK_POST_MESSAGE("slackPostMessage", Scope.MESSAGES),
    TEAMS_POST_MESSAGE("teamsPostMessage", Scope.MESSAGES),
    MQTT_PUBLISH_MESSAGE("mqttPublishMessage", Scope.MESSAGES),
    NEW_RELIC_METRIC("postNewRelicMetric", Scope.MESSAGES),
    NEW_RELIC_EVENT("postNewRelicEvent", Scope.MESSAGES),
    GET_MESSAGE("getMessage", Scope.MESSAGES),
    CLASSIC_SLACK("classicSlack", Scope.MESSAGES),
    CLASSIC_MQTT_PUBLISH_MESSAGE("classicMqttPublishMessage", Scope.MESSAGES),

    SENSE_START_TASK("senseStartTask", Scope.TASKS),

    GET_SCHEDULE("getSchedule", Scope.SCHEDULES),
    CREATE_NEW_SCHEDULE("createNewSchedule", Scope.SCHEDULES),
    UPDATE_SCHEDULE("updateSchedule", Scope.SCHEDULES),
    DELETE_SCHEDULE("deleteSchedule", Scope.SCHEDULES),
    START_SCHEDULE("startSchedule", Scope.SCHEDULES),
    STOP_SCHEDULE("stopSchedule", Scope.SCHEDULES),
    GET_SCHEDULE_STATUS_ALL("getScheduleStatusAll", Scope.SCHEDULES),

    SENSE_APP_RELOAD("senseAppReload", Scope.APPS),
    SENSE_APP_DUMP("senseAppDump", Scope.APPS),
    SENSE_LIST_APPS("senseListApps", Scope.APPS);

    private final String flag;
    private final Scope scope;

    Endpoint(String flag, Scope scope) {
        this.flag = flag;
        this.scope = scope;
    }

    /** As it is written in the configuration and listed by the API. */
    public String flag() {
        return flag;
    }

    /** What a caller needs. */
    public Scope scope() {
        return scope;
    }

    /**
     * The endpoint with this flag, upper and lower case alike. Butler's groups may stand before it:
     * {@code scheduler.getSchedule}.
     */
    public static Optional<Endpoint> of(String flag) {
        String leaf = flag.strip().substring(flag.strip().lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.flag.equalsIgnoreCase(leaf))
                .findFirst();
    }
}
