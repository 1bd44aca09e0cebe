package io.footman.agent.loadscript.file;

import io.footman.agent.file.DiskSpace;
import io.footman.agent.file.SentPath;
import io.footman.agent.loadscript.file.Transfers.Directory;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Creates folders and tells the space of volumes (Butler REST API §3.3, §4). */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "files")
final class DirectoryController {
    private final FileService files;

    DirectoryController(FileService files) {
        this.files = files;
    }

    /**
     * Space of a volume in bytes.
     *
     * @param path as it was asked for
     * @param total size of the volume
     * @param free what is not in use
     * @param available what the service account may still use
     */
    record Space(String path, long total, long free, long available) {}

    @Post("/v4/createdir")
    @Offered(Endpoint.CREATE_DIR)
    @Operation(
            summary = "Create a folder",
            description = "And those above it. One that is there is a success. The path must be within a directory of"
                    + " footman.rest.files.create.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Directory.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Created, or there already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Directory.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing or can be no path")
    @ApiResponse(responseCode = "403", description = "The path is not, links resolved, within an approved directory")
    @ApiResponse(responseCode = "500", description = "The system refuses; the message tells")
    CompletionStage<HttpResponse<byte[]>> create(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return create(request, Directory.read(body), HttpStatus.CREATED);
    }

    @Post("/v4/createdirqvd")
    @Offered(Endpoint.CREATE_DIR_QVD)
    @Operation(
            summary = "Create a folder below the QVD folder",
            description = "The path is relative to footman.rest.files.qvd. One that is there is a success.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Directory.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Created, or there already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Directory.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing or can be no path")
    @ApiResponse(responseCode = "403", description = "The path leads out of the QVD folder, links resolved")
    @ApiResponse(responseCode = "500", description = "The system refuses; the message tells")
    CompletionStage<HttpResponse<byte[]>> createQvd(HttpRequest<?> request, @Body byte @Nullable [] body) {
        Directory directory = Directory.read(body);
        Audit.note(request, "directory", directory.directory());
        return files.createQvd(directory.directory()).thenApply(done -> Answers.json(HttpStatus.CREATED, directory));
    }

    @Get("/v4/diskspace")
    @Offered(Endpoint.GET_DISK_SPACE)
    @Operation(
            summary = "Space of the volume that a path is on",
            description =
                    "In bytes. The path must be within a directory of footman.rest.files.disk-space, by default any of"
                            + " footman.rest.files. format=table answers a header line and a line of values, separated by tabs.")
    @ApiResponse(
            responseCode = "200",
            description = "Total size, what is not in use, what Footman may still use",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Space.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing, or the path is not there")
    @ApiResponse(responseCode = "403", description = "The path is not, links resolved, within an approved directory")
    CompletionStage<HttpResponse<byte[]>> diskSpace(
            HttpRequest<?> request, @QueryValue Optional<String> path, @QueryValue Optional<String> format) {
        return space(request, path, format);
    }

    @Get("/v4/getdiskspace")
    @Offered(Endpoint.GET_DISK_SPACE)
    @Operation(summary = "Space of a volume, as Butler 4 answered it", description = "In bytes. Prefer diskspace.")
    @ApiResponse(
            responseCode = "200",
            description = "What Footman may still use, what is not in use, total size",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DiskSpace.class)))
    @ApiResponse(responseCode = "400", description = "The path is not there")
    @ApiResponse(responseCode = "403", description = "The path is not, links resolved, within an approved directory")
    @ApiResponse(responseCode = "409", description = "The parameter is missing")
    CompletionStage<HttpResponse<byte[]>> getDiskSpace(HttpRequest<?> request, @QueryValue Optional<String> path) {
        if (path.filter(text -> !text.isEmpty()).isEmpty()) {
            // Butler 4 documented this status (Butler REST API §4).
            throw RestException.of(HttpStatus.CONFLICT, Transfers.missing("path"));
        }
        return files.space(sent(request, path)).thenApply(space -> Answers.json(HttpStatus.OK, space));
    }

    @Get(uris = {"/createDir", "/v2/createDir"})
    @Offered(Endpoint.CLASSIC_CREATE_DIR)
    @Operation(
            summary = "Create a folder, by GET",
            description = "For LOAD … FROM [http://…], as the first Butler had it.")
    @ApiResponse(
            responseCode = "200",
            description = "Created, or there already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Directory.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing or can be no path")
    @ApiResponse(responseCode = "403", description = "The path is not, links resolved, within an approved directory")
    CompletionStage<HttpResponse<byte[]>> classicCreate(
            HttpRequest<?> request, @QueryValue Optional<String> directory) {
        return create(request, Directory.read(directory), HttpStatus.OK);
    }

    @Get(uris = {"/getDiskSpace", "/v2/getDiskSpace"})
    @Offered(Endpoint.CLASSIC_GET_DISK_SPACE)
    @Operation(
            summary = "Space of the volume that a path is on, by GET",
            description =
                    "For LOAD … FROM [http://…]. In bytes. format=table answers a header line and a line of values,"
                            + " separated by tabs: embedded labels.")
    @ApiResponse(
            responseCode = "200",
            description = "Total size, what is not in use, what Footman may still use",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Space.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing, or the path is not there")
    @ApiResponse(responseCode = "403", description = "The path is not, links resolved, within an approved directory")
    CompletionStage<HttpResponse<byte[]>> classicDiskSpace(
            HttpRequest<?> request, @QueryValue Optional<String> path, @QueryValue Optional<String> format) {
        return space(request, path, format);
    }

    private CompletionStage<HttpResponse<byte[]>> create(
            HttpRequest<?> request, Directory directory, HttpStatus created) {
        Audit.note(request, "directory", directory.directory());
        return files.create(files.path(FileOperation.CREATE, "directory", directory.directory()))
                .thenApply(done -> Answers.json(created, directory));
    }

    private CompletionStage<HttpResponse<byte[]>> space(
            HttpRequest<?> request, Optional<String> path, Optional<String> format) {
        boolean table = format.filter("table"::equalsIgnoreCase).isPresent();
        return files.space(sent(request, path)).thenApply(space -> {
            Space answer = new Space(path.orElse(""), space.total(), space.free(), space.available());
            return table ? Answers.text(HttpStatus.OK, table(answer)) : Answers.json(HttpStatus.OK, answer);
        });
    }

    private SentPath sent(HttpRequest<?> request, Optional<String> path) {
        String text = Transfers.present(path, "path");
        Audit.note(request, "path", text);
        return files.path(FileOperation.DISK_SPACE, "path", text);
    }

    /** A path that was accepted holds neither tabs nor line breaks. */
    private static String table(Space space) {
        return "path\ttotal\tfree\tavailable\n"
                + String.join(
                        "\t",
                        space.path(),
                        Long.toString(space.total()),
                        Long.toString(space.free()),
                        Long.toString(space.available()))
                + "\n";
    }
}
