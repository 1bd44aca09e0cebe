package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Creates folders and what is missing above them. One that exists is a success. */
final class FolderCreation {
    private final List<Path> approved;
    private final Approval approval;
    private final Folders folders;

    FolderCreation(List<Path> approved, Approval approval, Folders folders) {
        this.approved = List.copyOf(approved);
        this.approval = approval;
        this.folders = folders;
    }

    /** @param refusal the message when the path is not within the approved directories */
    void create(SentPath directory, String refusal) {
        Place place = approval.real(directory, true)
                .flatMap(real -> approved.stream()
                        .flatMap(top -> approval.within(real, top).stream())
                        .findFirst())
                .orElseThrow(() -> refused(directory, refusal));
        try (Folders.Way way = folders.createAll(place)) {
            way.folder();
        } catch (IOException e) {
            throw Failures.failed(directory, e);
        }
    }

    /** Without approval, as the operator wants it; links are followed. */
    static void createAnywhere(SentPath directory) {
        try {
            Files.createDirectories(directory.path());
        } catch (IOException e) {
            throw Failures.failed(directory, e);
        }
    }

    private FileException refused(SentPath directory, String refusal) {
        if (approved.stream().anyMatch(top -> approval.awaits(directory, top))) {
            return new FileException(
                    Reason.FAILED, directory.described() + ": its approved directory is not there, or not connected");
        }
        return new FileException(Reason.NOT_APPROVED, refusal);
    }
}
