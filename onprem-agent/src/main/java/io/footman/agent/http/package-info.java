/** Outgoing HTTP: one client for all who call other systems, with deadline, TLS settings and a guard against forbidden addresses. */
@NullMarked
package io.footman.agent.http;

import org.jspecify.annotations.NullMarked;
