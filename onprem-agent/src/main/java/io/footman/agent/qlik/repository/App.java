package io.footman.agent.qlik.repository;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app (QRS API §3). Dates are as the repository writes them.
 *
 * @param fileSize bytes
 * @param stream the whole stream object; empty for an app that is not published
 * @param streamName name of the stream
 * @param owner id of the user who owns the app
 * @param all the whole object as the repository sent it
 */
public record App(
        String id,
        String name,
        String description,
        long fileSize,
        String lastReloadTime,
        String modifiedDate,
        String modifiedByUserName,
        boolean published,
        String publishTime,
        Optional<Map<String, Object>> stream,
        Optional<String> streamName,
        Optional<Guid> owner,
        List<String> tags,
        List<CustomProperty> customProperties,
        Map<String, Object> all) {
    public App {
        tags = List.copyOf(tags);
        customProperties = List.copyOf(customProperties);
    }

    static App read(Entity app) {
        return new App(
                app.textOrEmpty("id"),
                app.textOrEmpty("name"),
                app.textOrEmpty("description"),
                app.number("fileSize").orElse(0L),
                app.textOrEmpty("lastReloadTime"),
                app.textOrEmpty("modifiedDate"),
                app.textOrEmpty("modifiedByUserName"),
                app.flag("published"),
                app.textOrEmpty("publishTime"),
                app.object("stream").map(Entity::values),
                app.object("stream").flatMap(stream -> stream.text("name")),
                app.object("owner").flatMap(owner -> owner.id("id")),
                app.tags(),
                app.customProperties(),
                app.values());
    }
}
