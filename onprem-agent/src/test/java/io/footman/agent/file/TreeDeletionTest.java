package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TreeDeletionTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(TreeDeletion.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path temp;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void tellsTheLogWhatItCannotRemove() throws IOException {
        Path tooDeep = Path.of("tree");
        Path folder = temp.toRealPath();
        Path deep = folder.resolve(tooDeep);
        for (int i = 0; i < 60; i++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep);

        TreeDeletion.quietly(new CheckedFolder(folder), tooDeep);

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("event=file-leftover path=\"" + folder.resolve(tooDeep) + "\" reason="));
    }

    @Test
    void saysNothingOfWhatWasNeverMade() throws IOException {
        TreeDeletion.quietly(new CheckedFolder(temp.toRealPath()), Path.of("none"));

        assertThat(log.list).isEmpty();
    }
}
