package io.footman.gateway.settings;

import io.footman.model.mqtt.TopicTemplate;
import io.footman.model.settings.Settings;

/** Reads a topic template; a wrong one becomes a mistake and the default stands in. */
final class TopicSetting {
    private TopicSetting() {}

    static TopicTemplate read(Settings section, String key, String defaultValue) {
        String text = section.text(key, defaultValue);
        var problem = TopicTemplate.problem(text);
        if (problem.isEmpty()) {
            return new TopicTemplate(text);
        }
        section.mistake(key, problem.get(), "Write it like " + defaultValue);
        return new TopicTemplate(defaultValue);
    }
}
