/**
 * The configuration as a whole.
 *
 * <p>The root section of {@code footman.yml} is a bean of type {@link io.footman.model.settings.Settings}. A package that
 * has a section reads it into its own record and offers that record as a bean in its own factory:
 *
 * <pre>{@code
 * @Singleton
 * JournalSettings settings(Settings footman) {
 *     return JournalSettings.read(footman.section("journal"));
 * }
 * }</pre>
 *
 * <p>Nothing starts by itself: the configuration is judged as a whole first, then the corridor starts its rooms.
 */
@NullMarked
package io.footman.agent.config;

import org.jspecify.annotations.NullMarked;
