/** Decides who is told what: rules in, deliveries and suppressions out, each with its reason. */
@NullMarked
package io.footman.agent.route;

import org.jspecify.annotations.NullMarked;
