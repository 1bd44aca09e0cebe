package io.footman.agent.loadscript.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.qlik.engine.OpenApp;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an app is to be reloaded (Butler REST API §3.7).
 *
 * @param mode what the script does when a statement fails
 * @param partial only statements marked {@code Add} or {@code Replace} are executed
 * @param onSuccess tasks to start afterwards
 * @param onFailure tasks to start when the reload does not succeed
 */
record ReloadRequest(OpenApp.Mode mode, boolean partial, List<String> onSuccess, List<String> onFailure) {
    private static final int MOST_TASKS = 100;
    private static final ObjectReader TEXTS = JsonMapper.builder().build().readerFor(String[].class);

    /** @throws RestException 400 that names the field */
    static ReloadRequest read(Fields fields) {
        return new ReloadRequest(
                mode(fields),
                fields.flag("partialReload", false),
                tasks(fields, "startQSEoWTaskOnSuccess"),
                tasks(fields, "startQSEoWTaskOnFailure"));
    }

    private static OpenApp.Mode mode(Fields fields) {
        double number = fields.number("reloadMode").orElse(0.0);
        OpenApp.Mode[] modes = OpenApp.Mode.values();
        for (OpenApp.Mode mode : modes) {
            if (mode.ordinal() == number) {
                return mode;
            }
        }
        throw RestException.invalid(fields.path()
                + "/reloadMode must be 0 (as the script says), 1 (stop at an error) or" + " 2 (go on after errors)");
    }

    private static List<String> tasks(Fields fields, String field) {
        List<String> ids = new ArrayList<>();
        for (String text : fields.texts(field)) {
            for (String part : parts(text)) {
                if (!part.isBlank()) {
                    ids.add(Guid.parse(part)
                            .orElseThrow(() -> RestException.invalid(fields.path() + "/" + field + "/" + ids.size()
                                    + " must be the id of a task, as the QMC shows it: 8-4-4-4-12 hexadecimal digits"))
                            .text());
                }
            }
        }
        if (ids.size() > MOST_TASKS) {
            throw RestException.invalid(
                    fields.path() + "/" + field + " must hold at most " + MOST_TASKS + " tasks, not " + ids.size());
        }
        return ids.stream().distinct().toList();
    }

    /** Scripts also send the whole list as one text: {@code ["id","id"]} or {@code id,id}. */
    private static List<String> parts(String text) {
        String list = text.strip();
        if (list.startsWith("[")) {
            try {
                String[] texts = TEXTS.readValue(list);
                return Arrays.asList(texts);
            } catch (JsonProcessingException e) {
                return List.of(text);
            }
        }
        return Arrays.asList(list.split("[,;]", -1));
    }
}
