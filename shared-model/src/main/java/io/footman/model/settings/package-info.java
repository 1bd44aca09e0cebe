/** Reads {@code footman.yml}: typed values out, every mistake collected with its key and a remedy. */
@NullMarked
package io.footman.model.settings;

import org.jspecify.annotations.NullMarked;
