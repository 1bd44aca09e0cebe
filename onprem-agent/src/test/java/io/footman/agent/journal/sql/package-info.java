/** Tests of the SQL journal. What the contract promises is tested on SQLite and on a real PostgreSQL alike. */
package io.footman.agent.journal.sql;
