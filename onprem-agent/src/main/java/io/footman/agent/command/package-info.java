/** The command line: run the agent, check its configuration, look after dead letters. */
@NullMarked
package io.footman.agent.command;

import org.jspecify.annotations.NullMarked;
