/** Benchmarks of both applications as packaged, each in its own process. */
@NullMarked
package io.footman.benchmark;

import org.jspecify.annotations.NullMarked;
