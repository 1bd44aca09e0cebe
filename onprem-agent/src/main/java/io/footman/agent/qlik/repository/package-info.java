/** The repository service of a client-managed Qlik Sense site: settings, calls, and what it answers. */
@NullMarked
package io.footman.agent.qlik.repository;

import org.jspecify.annotations.NullMarked;
