package io.footman.agent.qlik.cloud;

import io.footman.agent.qlik.cloud.FakeQlikCloud.Answer;
import java.util.Optional;

/** Answers of Qlik Cloud in the shapes of the reference (Qlik Cloud API §4). */
final class Samples {
    static final String APP = """
            {"attributes":{"id":"e7af59a0-c243-480d-9571-08727551a66f","name":"Sales report","description":"What we sold",
            "ownerId":"637390ec6541614d3a88d6c1","owner":"auth0|x","createdDate":"2024-05-02T09:11:00.123Z",
            "lastReloadTime":"2026-11-19T22:00:05.000Z","publishTime":"2026-01-02T03:04:05.000Z","published":false,
            "thumbnail":"/thumb.png","encrypted":true,"hasSectionAccess":true,"usage":"ANALYTICS","custom":{}},
            "privileges":["read"],"create":[]}""";

    static final String ITEM = """
            {"data":[{"id":"65f0c1d2","name":"Sales report","resourceId":"e7af59a0-c243-480d-9571-08727551a66f",
            "resourceType":"app","spaceId":"65f0c1d2e3a4b5c6d7e8f901","ownerId":"637390ec6541614d3a88d6c1",
            "resourceSize":{"appFile":524288,"appMemory":5242880},
            "meta":{"tags":[{"id":"1","name":"footman-alert"},{"id":"2","name":"Finance"}],"collections":[],"actions":[]}}],
            "links":{"self":{"href":"https://x"}}}""";

    static final String RELOAD = """
            {"id":"66a4fd3418ec290e6ceb025d","appId":"e7af59a0-c243-480d-9571-08727551a66f","tenantId":"t","userId":"u",
            "type":"chronos","status":"FAILED","partial":false,"weight":1,"creationTime":"2026-11-20T08:15:20Z",
            "startTime":"2026-11-20T08:15:22Z","endTime":"2026-11-20T08:17:53Z","engineTime":"2026-11-20T08:17:52Z",
            "errorCode":"EngineReloadScriptError","errorMessage":"error in app script or datasource",
            "log":"ReloadID: 66a4\\nStarted loading data\\nError\\n","links":{}}""";

    static final String LOG = "2026-11-20 08:15:22 first line\r\n2026-11-20 08:15:23 Försäljning €\r\nError: boom\r\n";

    static final String SPACE = """
            {"id":"65f0c1d2e3a4b5c6d7e8f901","name":"Finance","description":"","type":"managed","ownerId":"u","tenantId":"t"}""";

    private Samples() {}

    static String user(String id, String name, String email) {
        return """
                {"id":"%s","tenantId":"t","status":"active","subject":"auth0|x","name":"%s","email":"%s","picture":"https://p/1.png"}""".formatted(id, name, email);
    }

    static Optional<Answer> forAnyId(String path) {
        if (path.startsWith("/api/v1/reloads/")) {
            return Optional.of(Answer.ok(RELOAD));
        }
        if (path.startsWith("/api/v1/items?")) {
            String id = path.replaceAll(".*resourceId=([^&]*)&.*", "$1");
            return Optional.of(Answer.ok(ITEM.replace(FakeQlikCloud.APP, id)));
        }
        if (path.matches("/api/v1/apps/[^/]+/reloads/logs/[^/]+")) {
            return Optional.of(Answer.ok(LOG));
        }
        return path.matches("/api/v1/apps/[^/]+") ? Optional.of(Answer.ok(APP)) : Optional.empty();
    }
}
