@NullMarked
package io.footman.quickstart;

import org.jspecify.annotations.NullMarked;
