package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The lists that a session can have made: {@code q…ListDef} in, {@code q…List} out. */
final class FakeEngineLists {
    /** Definition to the list in the layout, and the type of its members where the definition names none. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "qAppObjectListDef", List.of("qAppObjectList", ""),
            "qDimensionListDef", List.of("qDimensionList", "dimension"),
            "qMeasureListDef", List.of("qMeasureList", "measure"),
            "qBookmarkListDef", List.of("qBookmarkList", ""),
            "qVariableListDef", List.of("qVariableList", "variable"),
            "qMediaListDef", List.of("qMediaList", "media"),
            "qFieldListDef", List.of("qFieldList", "field"));

    private FakeEngineLists() {}

    static ObjectNode layout(FakeEngineApp app, JsonNode definition) {
        ObjectNode layout = JsonNodeFactory.instance.objectNode();
        LISTS.forEach((name, list) -> {
            if (definition.has(name)) {
                String type = list.get(1).isEmpty()
                        ? definition.path(name).path("qType").asText()
                        : list.get(1);
                ArrayNode items = layout.putObject(list.get(0)).putArray("qItems");
                app.objects(type).forEach(object -> items.add(object.deepCopy()));
            }
        });
        return layout;
    }
}
