/** Time as it is injected everywhere: the clock, and calls at a later time. Tests put a clock of their own here. */
@NullMarked
package io.footman.agent.time;

import org.jspecify.annotations.NullMarked;
