/**
 * The front of the REST API for load scripts: a server of its own, who may call what, how bodies are read, and the one shape of
 * errors. What the endpoints do is in {@code loadscript}.
 */
@NullMarked
package io.footman.agent.rest;

import org.jspecify.annotations.NullMarked;
