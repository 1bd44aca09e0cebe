package io.footman.agent.loadscript.file;

import io.footman.agent.file.SentPath;
import io.footman.agent.loadscript.file.Transfers.Copied;
import io.footman.agent.loadscript.file.Transfers.CopyRequest;
import io.footman.agent.loadscript.file.Transfers.DeleteRequest;
import io.footman.agent.loadscript.file.Transfers.MoveRequest;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Copies, moves and deletes (Butler REST API §3.2). */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "files")
final class FileController {
    private static final String BAD_PATH = "A parameter is missing, a path cannot be one, or the source is not there";
    private static final String NOT_APPROVED = "A path is not, links resolved, below an approved directory";
    private static final String FAILED = "The system refuses, such as a full disk; the message tells";
    private static final String BUSY = "Too many file operations are under way";

    private final FileService files;

    FileController(FileService files) {
        this.files = files;
    }

    @Put("/v4/filecopy")
    @Offered(Endpoint.FILE_COPY)
    @Operation(
            summary = "Copy a file or folder",
            description =
                    "Both paths must be below one pair of footman.rest.files.copy. Folders above the target are made."
                            + " A target that is there is kept unless overwrite is true; the answer then says copied: false."
                            + " A folder is added to the one that is there.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CopyRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Copied, or there already",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Copied.class)))
    @ApiResponse(responseCode = "400", description = BAD_PATH)
    @ApiResponse(responseCode = "403", description = NOT_APPROVED)
    @ApiResponse(responseCode = "500", description = FAILED)
    @ApiResponse(responseCode = "503", description = BUSY)
    CompletionStage<HttpResponse<byte[]>> copy(HttpRequest<?> request, @Body byte @Nullable [] body) {
        CopyRequest copy = CopyRequest.read(body);
        FileService.Ends ends = ends(request, FileOperation.COPY, copy.fromFile(), copy.toFile());
        return files.copy(ends, copy.overwrite(), copy.preserveTimestamp())
                .thenApply(copied -> Answers.json(
                        HttpStatus.CREATED,
                        new Copied(
                                ends.from().normal(),
                                ends.to().normal(),
                                copy.overwrite(),
                                copy.preserveTimestamp(),
                                copied)));
    }

    @Put("/v4/filemove")
    @Offered(Endpoint.FILE_MOVE)
    @Operation(
            summary = "Move a file or folder",
            description =
                    "Both paths must be below one pair of footman.rest.files.move. Folders above the target are made.")
    @RequestBody(content = @Content(schema = @Schema(implementation = MoveRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Moved",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MoveRequest.class)))
    @ApiResponse(responseCode = "400", description = BAD_PATH)
    @ApiResponse(responseCode = "403", description = NOT_APPROVED)
    @ApiResponse(responseCode = "500", description = "The target is there and overwrite is not true, or " + FAILED)
    @ApiResponse(responseCode = "503", description = BUSY)
    CompletionStage<HttpResponse<byte[]>> move(HttpRequest<?> request, @Body byte @Nullable [] body) {
        MoveRequest move = MoveRequest.read(body);
        FileService.Ends ends = ends(request, FileOperation.MOVE, move.fromFile(), move.toFile());
        return files.move(ends, move.overwrite())
                .thenApply(done -> Answers.json(
                        HttpStatus.CREATED,
                        new MoveRequest(ends.from().normal(), ends.to().normal(), move.overwrite())));
    }

    @Delete("/v4/filedelete")
    @Offered(Endpoint.FILE_DELETE)
    @Operation(
            summary = "Delete a file or folder",
            description =
                    "The path must be below a directory of footman.rest.files.delete. A folder goes with all in it."
                            + " Links are removed, never what they lead to.")
    @RequestBody(content = @Content(schema = @Schema(implementation = DeleteRequest.class)))
    @ApiResponse(responseCode = "204", description = "Deleted")
    @ApiResponse(responseCode = "400", description = BAD_PATH)
    @ApiResponse(responseCode = "403", description = NOT_APPROVED)
    @ApiResponse(responseCode = "500", description = FAILED)
    @ApiResponse(responseCode = "503", description = BUSY)
    CompletionStage<HttpResponse<byte[]>> delete(HttpRequest<?> request, @Body byte @Nullable [] body) {
        DeleteRequest delete = DeleteRequest.read(body);
        Audit.note(request, "deleteFile", delete.deleteFile());
        SentPath file = files.path(FileOperation.DELETE, "deleteFile", delete.deleteFile());
        return files.delete(file).thenApply(done -> Answers.noContent());
    }

    private FileService.Ends ends(HttpRequest<?> request, FileOperation operation, String from, String to) {
        Audit.note(request, "fromFile", from);
        Audit.note(request, "toFile", to);
        return files.ends(operation, from, to);
    }
}
