/** Endpoints for files and folders. What they do is in {@code file}. */
@NullMarked
package io.footman.agent.loadscript.file;

import org.jspecify.annotations.NullMarked;
