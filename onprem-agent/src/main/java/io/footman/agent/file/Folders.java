package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Opens folders, step by step from an approved directory on. */
final class Folders {
    private final TemporaryNames names;
    private final Naming naming;
    private final boolean handles;
    /** @param handles whether folders are held by handle where the system can */
    Folders(TemporaryNames names, Naming naming, boolean handles) {
        this.names = names;
        this.naming = naming;
        this.handles = handles;
    }

    /** Opens the folder that a place is in. */
    Way open(Place place) throws IOException {
        return walk(place, place.folders(), false);
    }

    /** As {@link #open}, and creates what is missing of it. */
    Way create(Place place) throws IOException {
        return walk(place, place.folders(), true);
    }

    /** Creates the place itself as a folder, and what is missing above it. */
    Way createAll(Place place) throws IOException {
        return walk(place, place.elements(), true);
    }

    private Way walk(Place place, Iterable<Path> steps, boolean create) throws IOException {
        Way way = new Way(top(place.top()));
        try {
            for (Path step : steps) {
                way.down(step, create);
            }
            return way;
        } catch (IOException | RuntimeException e) {
            way.undo();
            way.close();
            throw e;
        }
    }

    private Folder top(Path path) throws IOException {
        if (!handles) {
            return new CheckedFolder(path);
        }
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return SecureFolder.top(secure, path, names, naming);
        }
        stream.close();
        return new CheckedFolder(path);
    }

    /** The folders from the approved directory down to where something is to be done, all open. */
    static final class Way implements AutoCloseable {
        private final Deque<Folder> open = new ArrayDeque<>();
        private final Deque<Made> made = new ArrayDeque<>();

        private record Made(Folder in, Path name) {}

        private Way(Folder top) {
            open.push(top);
        }

        /** The last one. */
        Folder folder() {
            return open.getFirst();
        }

        private void down(Path name, boolean create) throws IOException {
            Folder here = open.getFirst();
            if (create && here.entry(name).isEmpty()) {
                try {
                    here.createFolder(name);
                    made.push(new Made(here, name));
                } catch (FileAlreadyExistsException e) {
                    // Another call was quicker. Opening it tells whether it is a folder.
                }
            }
            open.push(here.open(name));
        }

        /** Removes what was created on the way, unless something is in it. */
        void undo() {
            for (Made folder : made) {
                try {
                    folder.in().deleteFolder(folder.name());
                } catch (IOException e) {
                    return;
                }
            }
            made.clear();
        }

        @Override
        public void close() {
            open.forEach(Folder::close);
        }
    }
}
