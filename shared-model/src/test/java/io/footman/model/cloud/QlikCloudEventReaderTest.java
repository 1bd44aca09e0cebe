package io.footman.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QlikCloudEventReaderTest {
    private static final String MINIMAL =
            "{'id':'1','specversion':'1.0','type':'com.qlik.v1.reload.finished','source':'s','tenantid':'t'%s}";

    private final QlikCloudEventReader reader = new QlikCloudEventReader();

    @Test
    void readsAnEventWithRequiredAttributesOnly() {
        QlikCloudEvent event = read(MINIMAL.formatted(""));

        assertThat(event.time()).isEmpty();
        assertThat(event.data().isEmpty()).isTrue();
        assertThat(event.furtherAttributes()).isEmpty();
    }

    @Test
    void acceptsEveryMinorVersionOfCloudEvents1() {
        assertThat(read(MINIMAL.replace("1.0", "1.0.2").formatted("")).form()).isEqualTo(BodyForm.CLOUD_EVENTS);
    }

    @Test
    void fillsAMissingCloudEventsAttributeFromTheLegacyOne() {
        QlikCloudEvent event = read("{'specversion':'1.0','cloudEventsVersion':'0.1','id':'1','type':'t','source':'s',"
                + "'extensions':{'tenantId':'legacy','spaceId':'space','colour':'red'},'tenantid':null}");

        assertThat(event.tenantId()).isEqualTo("legacy");
        assertThat(event.spaceId()).contains("space");
        assertThat(event.furtherAttributes()).containsOnlyKeys("colour");
    }

    @Test
    void leavesNumbersOfTheDataAsTheyWereSent() {
        QlikCloudEvent event = read(MINIMAL.formatted(",'data':{'a':1.10,'b':123456789012345678901234567890.5}"));

        assertThat(event.data().toString()).isEqualTo("{\"a\":1.10,\"b\":123456789012345678901234567890.5}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{}]",
                "'text'",
                "{",
                "{} {}",
                "{'a':1,'a':2}",
                "{'data':{'a':1,'a':2}}",
                "{'a':'\u0000'}",
                "\uFEFF{}"
            })
    void refusesABodyThatIsNotOneJsonObject(String body) {
        MalformedEventException refusal = refusal(bytes(body));

        assertThat(refusal.field()).isEqualTo("body");
        assertThat(refusal.remedy()).isNotBlank();
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = bytes(MINIMAL.formatted(",'x':'å'"));
        byte[] latin1 = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(latin1)).hasMessageContaining("UTF-8");
    }

    @Test
    void refusesUtf16EvenThoughJsonLibrariesDetectIt() {
        assertThat(refusal(MINIMAL.formatted("").replace('\'', '"').getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("body");
    }

    @Test
    void refusesDeepNesting() {
        int depth = QlikCloudEventReader.DEEPEST_NESTING + 1;
        String body = MINIMAL.formatted(",'data':" + "{'a':".repeat(depth) + "1" + "}".repeat(depth));

        assertThat(refusal(bytes(body))).hasMessageContaining("nested");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | specversion",
                "{'specversion':'2.0'} | specversion",
                "{'specversion':1.0} | specversion",
                "{'specversion':'1.0'} | id",
                "{'specversion':'1.0','id':''} | id",
                "{'specversion':'1.0','id':7} | id",
                "{'specversion':'1.0','id':'a\\u0000b'} | id",
                "{'specversion':'1.0','id':'\\ud800'} | id",
                "{'specversion':'1.0','id':'1'} | type",
                "{'specversion':'1.0','id':'1','type':'t'} | source",
                "{'specversion':'1.0','id':'1','type':'t','source':'s'} | tenantid",
                "{'specversion':'1.0','id':'1','type':'t','source':'s','time':'yesterday'} | time",
                "{'specversion':'1.0','id':'1','type':'t','source':'s','tenantid':'t','data':[]} | data",
                "{'cloudEventsVersion':'0.1','eventId':'1','eventType':'t','source':'s','extensions':7} | tenantid"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        assertThat(refusal(bytes(body)).field()).isEqualTo(field);
    }

    @Test
    void doesNotQuoteTheBodyInAnError() {
        assertThat(refusal(bytes("{'name':'Anna Andersson', oops}"))).hasMessageNotContaining("Anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.qlik.v1.app.reload.finished",
                "com.qlik.v2.app.reload.finished",
                "com.qlik.app.reload.ended",
                "com.qlik.app.reload.finished",
                "com.qlik.analytics.app.reload.finished"
            })
    void knowsTheEngineEventUnderAllItsNames(String type) {
        assertThat(EventTypes.canonical(type)).isEqualTo(EventTypes.APP_RELOAD_FINISHED);
        assertThat(EventTypes.isReload(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.qlik.v1.reload.finished", "com.qlik.core.reload.finished", "com.qlik.reload.finished"})
    void knowsTheReloadServiceEventUnderAllItsNames(String type) {
        assertThat(EventTypes.canonical(type)).isEqualTo(EventTypes.RELOAD_FINISHED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.qlik.v1.app.created", "org.qlik.v1.app.reload.finished", "com.qlik.a.b.reload.finished"})
    void leavesOtherTypesAlone(String type) {
        assertThat(EventTypes.canonical(type)).isEqualTo(type);
        assertThat(EventTypes.isReload(type)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'{\"appId\":\"a\",\"succeeded\":true}', SUCCEEDED", "'{\"appId\":\"a\",\"succeeded\":false}', FAILED"})
    void judgesAReloadByItsFlagWhenTheStatusIsMissing(String data, ReloadOutcome outcome) {
        QlikCloudEvent event = read(MINIMAL.formatted(",'data':" + data));

        assertThat(AppReload.of(event).orElseThrow().outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "com.qlik.v1.reload.finished, '{\"succeeded\":false}', data.appId",
        "com.qlik.v1.reload.finished, '{\"appId\":\"a\",\"status\":\"EXPLODED\"}', data.succeeded",
        "com.qlik.v1.app.reload.finished, '{\"status\":\"ok\"}', toplevelresourceid",
        "com.qlik.v1.app.reload.finished, '{\"status\":\"maybe\"}', data.status"
    })
    void refusesAReloadWithoutAppOrOutcome(String type, String data, String field) {
        QlikCloudEvent event =
                read(MINIMAL.replace("com.qlik.v1.reload.finished", type).formatted(",'data':" + data));

        assertThatThrownBy(() -> AppReload.of(event))
                .isInstanceOfSatisfying(
                        MalformedEventException.class,
                        e -> assertThat(e.field()).isEqualTo(field));
    }

    private QlikCloudEvent read(String body) {
        return reader.read(bytes(body));
    }

    private MalformedEventException refusal(byte[] body) {
        MalformedEventException refusal = catchThrowableOfType(MalformedEventException.class, () -> reader.read(body));
        assertThat(refusal).as("the body is refused").isNotNull();
        return refusal;
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
