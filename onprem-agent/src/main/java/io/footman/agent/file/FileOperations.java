package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * What load scripts may do with files, within approved directories. All methods block, and throw {@link FileException} when
 * nothing was done.
 */
public final class FileOperations {
    private final FileSettings settings;
    private final PathRules rules;
    private final Approval approval;
    private final FileCopy copy;
    private final FileMove move;
    private final FileDeletion deletion;
    private final FolderCreation creation;
    private final FolderCreation qvdCreation;

    private FileOperations(FileSettings settings, PathRules rules, TemporaryNames names, boolean handles) {
        this.settings = settings;
        this.rules = rules;
        Naming naming = new Naming();
        Folders folders = new Folders(names, naming, handles);
        Placement placement = new Placement(naming);
        this.approval = new Approval(settings.directories());
        this.copy = new FileCopy(settings.copy(), approval, folders, names, placement);
        this.move = new FileMove(settings.move(), approval, folders, names, placement);
        this.deletion = new FileDeletion(settings.delete(), approval, folders);
        this.creation = new FolderCreation(settings.create(), approval, folders);
        this.qvdCreation = new FolderCreation(settings.qvd().stream().toList(), approval, folders);
    }

    /** @param random for names that cannot be guessed */
    public static FileOperations of(FileSettings settings, RandomGenerator random) {
        return new FileOperations(settings, PathRules.ofThisSystem(), new TemporaryNames(random), true);
    }

    /** As on a system that holds no handles of folders. */
    static FileOperations withoutHandles(FileSettings settings, RandomGenerator random) {
        return new FileOperations(settings, PathRules.ofThisSystem(), new TemporaryNames(random), false);
    }

    /** Reads a path; {@code field} is what the caller calls it. */
    public SentPath path(String field, String sent) {
        return SentPath.read(field, sent, rules);
    }

    /**
     * Copies a file, or a folder with all in it; a folder that exists is added to.
     *
     * @param keepTimes whether the copy gets the times of the original
     * @return whether anything was copied; false when all of it was there and may not be overwritten
     */
    public boolean copy(SentPath from, SentPath to, boolean overwrite, boolean keepTimes) {
        return copy.copy(from, to, overwrite, keepTimes);
    }

    /** Moves a file or folder. Overwriting a folder replaces it as a whole. */
    public void move(SentPath from, SentPath to, boolean overwrite) {
        move.move(from, to, overwrite);
    }

    /** Deletes a file, a link or a folder with all in it. */
    public void delete(SentPath file) {
        deletion.delete(file);
    }

    /** Creates a folder and those above it; one that exists is a success. */
    public void createDirectory(SentPath directory) {
        if (settings.createAnywhere()) {
            FolderCreation.createAnywhere(directory);
            return;
        }
        creation.create(
                directory,
                directory.described() + " is not, links resolved, within a directory of footman.rest.files.create."
                        + " Let the operator add one");
    }

    /** As {@link #createDirectory}, with a path below the QVD folder. */
    public void createQvdDirectory(String field, String sent) {
        String refusal =
                field + " \"" + sent + "\" leads out of the QVD folder. Write a path below it, such as sales/2026";
        Path qvd = settings.qvd()
                .orElseThrow(() -> new FileException(
                        Reason.NOT_APPROVED,
                        "no QVD folder is configured. Let the operator set footman.rest.files.qvd"));
        qvdCreation.create(SentPath.below(qvd, field, sent, rules, refusal), refusal);
    }

    /** The space of the volume that a path is on. */
    public DiskSpace diskSpace(SentPath sent) {
        Path real = approval.real(sent, true)
                .filter(path -> settings.diskSpace().stream()
                        .anyMatch(top -> approval.within(path, top).isPresent()))
                .orElseThrow(() -> new FileException(
                        Reason.NOT_APPROVED,
                        sent.described()
                                + " is not within a directory of footman.rest.files.disk-space, nor is any other"
                                + " of footman.rest.files there. Let the operator add it"));
        if (Files.notExists(real)) {
            throw new FileException(Reason.MISSING, sent.described());
        }
        try {
            return DiskSpace.of(real);
        } catch (IOException e) {
            throw Failures.failed(sent, e);
        }
    }
}
