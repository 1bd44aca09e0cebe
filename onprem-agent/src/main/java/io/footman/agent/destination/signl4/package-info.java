/** Alerts in the app of SIGNL4, closed again by the next success. */
@NullMarked
package io.footman.agent.destination.signl4;

import org.jspecify.annotations.NullMarked;
