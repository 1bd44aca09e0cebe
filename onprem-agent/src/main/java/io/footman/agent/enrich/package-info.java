/** One look-up round per event, bounded in time. */
@NullMarked
package io.footman.agent.enrich;

import org.jspecify.annotations.NullMarked;
