/** The words all rooms share: event, context, reasons. Depends on no other package of the agent. */
@NullMarked
package io.footman.agent.model;

import org.jspecify.annotations.NullMarked;
