package io.footman.agent.qlik.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * An app of the fake site.
 *
 * @param ownerId a user of the site
 * @param stream empty while not published
 */
public record FakeApp(
        String id, String name, String ownerId, String stream, List<String> tags, List<FakeTask.Property> properties) {
    public static FakeApp of(String id, String name, String ownerId) {
        return new FakeApp(id, name, ownerId, "", List.of(), List.of());
    }

    public FakeApp inStream(String name) {
        return new FakeApp(id, this.name, ownerId, name, tags, properties);
    }

    public FakeApp withTags(String... names) {
        return new FakeApp(id, name, ownerId, stream, List.of(names), properties);
    }

    public FakeApp withProperty(String property, String value) {
        List<FakeTask.Property> more = new ArrayList<>(properties);
        more.add(new FakeTask.Property(property, value));
        return new FakeApp(id, name, ownerId, stream, tags, List.copyOf(more));
    }
}
