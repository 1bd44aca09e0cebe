package io.footman.model.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";

    @Test
    void fillsTheTemplates() {
        assertThat(new TopicTemplate(Topics.APP_RELOAD).topic(TENANT, "t")).isEqualTo("qscloud/app/reload/" + TENANT);
        assertThat(new TopicTemplate(Topics.OTHER_EVENT).topic(TENANT, "com.qlik.v1.user.created"))
                .isEqualTo("qscloud/event/com.qlik.v1.user.created/" + TENANT);
        assertThat(new TopicTemplate("webhooks/github").topic("", "")).isEqualTo("webhooks/github");
    }

    @Test
    void subscribesToAllTopicsOfATemplate() {
        assertThat(new TopicTemplate(Topics.OTHER_EVENT).filter()).isEqualTo("qscloud/event/+/+");
        assertThat(new TopicTemplate("/a/x-{tenantId}").filter()).isEqualTo("/a/+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/b", "+", "#", "a+b", "a#", "a\u0000b", " ", "a b", "$SYS", "{tenantId}", "å", "\ud800"})
    void refusesTenantIdsThatWouldLeaveTheirTopicLevel(String tenantId) {
        assertThat(Topics.tenantIdProblem(tenantId)).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicTemplate(Topics.APP_RELOAD).topic(tenantId, "t"));
    }

    @Test
    void limitsTheLengthOfTenantIds() {
        assertThat(Topics.tenantIdProblem("a".repeat(64))).isEmpty();
        assertThat(Topics.tenantIdProblem("a".repeat(65))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/#", "a/+/b", "$share/x", "a/{other}", "a/{", "a\u0000"})
    void refusesTemplatesThatAreNoTopic(String text) {
        assertThat(TopicTemplate.problem(text)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicTemplate(text));
    }
}
