package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Deletes files, links (never what they lead to), and folders with all in them. */
final class FileDeletion {
    private final List<Path> approved;
    private final Approval approval;
    private final Folders folders;

    FileDeletion(List<Path> approved, Approval approval, Folders folders) {
        this.approved = List.copyOf(approved);
        this.approval = approval;
        this.folders = folders;
    }

    void delete(SentPath file) {
        Place place = place(file);
        approval.refuseApproved(place.real(), file);
        try (Folders.Way way = Sources.open(folders, place, file)) {
            Sources.entry(way.folder(), place, file);
            TreeDeletion.delete(way.folder(), place.name());
        } catch (IOException e) {
            throw Failures.failed(file, e);
        }
    }

    private Place place(SentPath file) {
        return approval.real(file, false)
                .flatMap(real -> approved.stream()
                        .flatMap(directory -> approval.below(real, directory).stream())
                        .findFirst())
                .orElseThrow(() -> refused(file));
    }

    private FileException refused(SentPath file) {
        if (approved.stream().anyMatch(directory -> approval.awaits(file, directory))) {
            return new FileException(
                    Reason.MISSING, file.described() + ": its approved directory is not there, or not connected");
        }
        return new FileException(
                Reason.NOT_APPROVED,
                file.described() + " is not, links resolved, below a directory of footman.rest.files.delete."
                        + " Let the operator add one");
    }
}
