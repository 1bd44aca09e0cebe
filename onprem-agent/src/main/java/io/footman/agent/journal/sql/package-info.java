/**
 * The journal in an SQL database: SQLite in a file, or PostgreSQL when several agents share the work.
 *
 * <p>Read in this order: {@link io.footman.agent.journal.sql.SqlJournal} (the contract), {@code GroupCommit} (the one
 * writer), {@code Events}, {@code Deliveries}, {@code RateLimits} and {@code History} (the SQL), {@code Database} (how the
 * store is opened).
 */
@NullMarked
package io.footman.agent.journal.sql;

import org.jspecify.annotations.NullMarked;
