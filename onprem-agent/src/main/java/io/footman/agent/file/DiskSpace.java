package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The space of a volume, in bytes.
 *
 * @param available what the service account may still use
 * @param free what is not in use, also what quotas and reserves keep from the account
 * @param total size of the volume
 */
public record DiskSpace(long available, long free, long total) {
    static DiskSpace of(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return new DiskSpace(store.getUsableSpace(), store.getUnallocatedSpace(), store.getTotalSpace());
    }
}
