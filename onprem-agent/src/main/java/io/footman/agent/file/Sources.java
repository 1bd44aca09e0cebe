package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What both copy and move ask of what they take. */
final class Sources {
    private Sources() {}

    static Folders.Way open(Folders folders, Place place, SentPath sent) throws IOException {
        try {
            return folders.open(place);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw missing(sent);
        }
    }

    static Entry entry(Folder folder, Place place, SentPath sent) throws IOException {
        return folder.entry(place.name()).orElseThrow(() -> missing(sent));
    }

    private static FileException missing(SentPath sent) {
        return new FileException(Reason.MISSING, sent.described());
    }
}
