package io.footman.agent.file;

import java.security.SecureRandom;

/** With handles of folders, as on Linux. */
class HandledFileAttackTest extends FileAttackTest {
    @Override
    FileOperations operations(FileSettings settings) {
        return FileOperations.of(settings, new SecureRandom());
    }
}
