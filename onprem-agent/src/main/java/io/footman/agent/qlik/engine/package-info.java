/** The engine of a client-managed site, spoken to as Qlik's own clients do: JSON-RPC over a WebSocket. */
@NullMarked
package io.footman.agent.qlik.engine;

import org.jspecify.annotations.NullMarked;
