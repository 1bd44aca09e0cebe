package io.footman.agent.qlik.engine;

import java.util.Optional;

/**
 * The engine of the configured site.
 *
 * @param name the site's name in logs, metrics and events
 * @param engine how it is reached; empty when no site is configured
 */
public record EngineSite(String name, Optional<EngineSettings> engine) {}
