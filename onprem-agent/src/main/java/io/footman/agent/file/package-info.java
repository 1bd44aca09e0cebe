/**
 * Files and folders on behalf of load scripts: copy, move, delete, create, free space, within approved directories. Knows
 * no HTTP.
 */
@NullMarked
package io.footman.agent.file;

import org.jspecify.annotations.NullMarked;
