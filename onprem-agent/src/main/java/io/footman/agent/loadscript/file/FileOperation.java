package io.footman.agent.loadscript.file;

import io.footman.agent.file.FileException;
import io.footman.agent.rest.RestException;
import io.micronaut.http.HttpStatus;

/** An operation in Butler's words (Butler REST API §3, §3.2, §3.3). Each message begins with them and then tells more. */
enum FileOperation {
    COPY("copy", "No approved fromDir/toDir for file copy", "fromFile does not exist", "Failed copying file"),
    MOVE("move", "No approved fromDir/toDir for file move", "fromFile does not exist", "Failed moving file"),
    DELETE(
            "delete",
            "No approved directory for file delete",
            "Delete failed, file does not exist",
            "Failed deleting file"),
    CREATE(
            "create",
            "No approved directory for directory creation",
            "Directory does not exist",
            "Failed to create directory"),
    CREATE_QVD(
            "create-qvd",
            "Directory must be within the QVD folder",
            "Directory does not exist",
            "Failed to create directory"),
    DISK_SPACE(
            "disk-space", "No approved directory for disk space", "Path does not exist", "Failed getting disk space");

    private final String label;
    private final String notApproved;
    private final String missing;
    private final String failed;

    FileOperation(String label, String notApproved, String missing, String failed) {
        this.label = label;
        this.notApproved = notApproved;
        this.missing = missing;
        this.failed = failed;
    }

    /** For metrics. */
    String label() {
        return label;
    }

    /** The answer to a call that failed. */
    RestException answer(FileException failure) {
        String why = ": " + failure.getMessage();
        return switch (failure.reason()) {
            case INVALID -> RestException.badRequest(failed + why);
            case NETWORK_PATH ->
                RestException.badRequest("UNC paths not supported for file " + label
                        + " operations when running Footman on non-Windows OS. Path" + why);
            case NOT_APPROVED -> RestException.forbidden(notApproved + why);
            case MISSING -> RestException.badRequest(missing + why);
            case FAILED -> RestException.of(HttpStatus.INTERNAL_SERVER_ERROR, failed + why);
            case BUSY -> RestException.unavailable(failed + why);
        };
    }
}
