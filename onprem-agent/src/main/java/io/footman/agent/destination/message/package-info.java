/** The contract for messages that somebody else wrote, a load script for instance: passed on as they are, without a template. */
@NullMarked
package io.footman.agent.destination.message;

import org.jspecify.annotations.NullMarked;
