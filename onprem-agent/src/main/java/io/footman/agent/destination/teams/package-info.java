/** Microsoft Teams by Power Automate Workflows. */
@NullMarked
package io.footman.agent.destination.teams;

import org.jspecify.annotations.NullMarked;
