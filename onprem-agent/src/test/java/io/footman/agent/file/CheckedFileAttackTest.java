package io.footman.agent.file;

import java.security.SecureRandom;

/** Without handles of folders, as on Windows. */
class CheckedFileAttackTest extends FileAttackTest {
    @Override
    FileOperations operations(FileSettings settings) {
        return FileOperations.withoutHandles(settings, new SecureRandom());
    }
}
