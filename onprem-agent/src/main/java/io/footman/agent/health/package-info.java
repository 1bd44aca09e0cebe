/** What operators and their monitoring see of the agent: readiness and the backlog. */
@NullMarked
package io.footman.agent.health;

import org.jspecify.annotations.NullMarked;
