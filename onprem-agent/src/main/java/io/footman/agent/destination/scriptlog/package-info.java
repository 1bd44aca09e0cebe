/** Script logs as files on disk, in a folder for each day. */
@NullMarked
package io.footman.agent.destination.scriptlog;

import org.jspecify.annotations.NullMarked;
