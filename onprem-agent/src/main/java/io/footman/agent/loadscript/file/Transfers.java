package io.footman.agent.loadscript.file;

import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bodies of requests and answers for files (Butler REST API §3.2, §3.3). */
final class Transfers {
    private static final String ABSOLUTE = "Absolute path. Backslashes are read as slashes, %23 as #";

    private Transfers() {}

    /**
     * @param overwrite whether a file that is there is replaced
     * @param preserveTimestamp whether the copy gets the times of the original
     */
    record CopyRequest(
            @Schema(description = ABSOLUTE) String fromFile,
            @Schema(description = ABSOLUTE) String toFile,
            @Schema(defaultValue = "false") boolean overwrite,
            @Schema(defaultValue = "false") boolean preserveTimestamp) {
        static CopyRequest read(byte @Nullable [] body) {
            Fields fields = object(body);
            return new CopyRequest(
                    required(fields, "fromFile"),
                    required(fields, "toFile"),
                    fields.flag("overwrite", false),
                    fields.flag("preserveTimestamp", false));
        }
    }

    /** @param copied false when the target was there already and kept */
    record Copied(String fromFile, String toFile, boolean overwrite, boolean preserveTimestamp, boolean copied) {}

    /** @param overwrite whether what is there is replaced, a folder as a whole */
    record MoveRequest(
            @Schema(description = ABSOLUTE) String fromFile,
            @Schema(description = ABSOLUTE) String toFile,
            @Schema(defaultValue = "false") boolean overwrite) {
        static MoveRequest read(byte @Nullable [] body) {
            Fields fields = object(body);
            return new MoveRequest(
                    required(fields, "fromFile"), required(fields, "toFile"), fields.flag("overwrite", false));
        }
    }

    /** What is to be deleted: a file, a link or a folder with all in it. */
    record DeleteRequest(@Schema(description = ABSOLUTE) String deleteFile) {
        static DeleteRequest read(byte @Nullable [] body) {
            return new DeleteRequest(required(object(body), "deleteFile"));
        }
    }

    /** A folder; also the answer, as Butler echoes it. */
    record Directory(String directory) {
        static Directory read(byte @Nullable [] body) {
            return new Directory(required(object(body), "directory"));
        }

        static Directory read(Optional<String> parameter) {
            return new Directory(present(parameter, "directory"));
        }
    }

    /** A parameter of a GET that must be there. */
    static String present(Optional<String> parameter, String name) {
        return parameter.filter(text -> !text.isEmpty()).orElseThrow(() -> RestException.badRequest(missing(name)));
    }

    /** Butler's words, and the name. */
    static String missing(String name) {
        return "Required parameter missing: \"" + name + "\" is absent or empty. Give a path";
    }

    private static Fields object(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw RestException.invalid("body must be object");
        }
        return Fields.object(body);
    }

    private static String required(Fields fields, String name) {
        return present(fields.text(name), name);
    }
}
