/**
 * Messages that load scripts hand over: stored as events, led by built-in rules to destinations of their own, and followed
 * until they are delivered or given up.
 */
@NullMarked
package io.footman.agent.scriptmessage;

import org.jspecify.annotations.NullMarked;
