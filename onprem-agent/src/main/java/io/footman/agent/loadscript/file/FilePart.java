package io.footman.agent.loadscript.file;

import io.footman.agent.file.FileSettings;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Section {@code footman.rest.files} and what is odd about it.
 *
 * @param rest which endpoints are switched on
 */
record FilePart(FileSettings settings, RestSettings rest) implements RestPart {
    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (settings.createAnywhere()) {
            warnings.add(
                    "footman.rest.files.dangerously-create-anywhere is on: whoever may call createDir can create folders"
                            + " wherever the service account may");
        }
        useless(Endpoint.FILE_COPY, "copy", settings.copy(), warnings);
        useless(Endpoint.FILE_MOVE, "move", settings.move(), warnings);
        useless(Endpoint.FILE_DELETE, "delete", settings.delete(), warnings);
        useless(Endpoint.CREATE_DIR_QVD, "qvd", settings.qvd().stream().toList(), warnings);
        if (!settings.createAnywhere()) {
            useless(Endpoint.CREATE_DIR, "create", settings.create(), warnings);
        }
        for (Path directory : settings.directories()) {
            if (!Files.isDirectory(directory)) {
                warnings.add(
                        "footman.rest.files approves " + directory
                                + ", which is not there now: calls are refused until it is, such as a share that is connected later");
            }
        }
        return warnings;
    }

    private void useless(Endpoint endpoint, String key, List<?> approved, List<String> warnings) {
        if (rest.offers(endpoint) && approved.isEmpty()) {
            warnings.add(
                    "footman.rest.files." + key + " approves nothing, so " + endpoint.flag() + " refuses every call");
        }
    }
}
