/** Who may come in, by network address: ranges, host names whose addresses may change, and lists of both. */
@NullMarked
package io.footman.agent.net;

import org.jspecify.annotations.NullMarked;
