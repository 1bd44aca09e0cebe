package io.footman.agent.schedule;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lets db-scheduler work on SQLite and PostgreSQL alike: times are numbers, which both compare in the same way. */
final class EpochMillis extends DefaultJdbcCustomization {
    EpochMillis() {
        super(true);
    }

    @Override
    public String getName() {
        return "footman";
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, time.toEpochMilli());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // The library is not annotated; it takes null for a time that is not set.
    public Instant getInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public void setTaskData(PreparedStatement statement, int index, byte @Nullable [] data) throws SQLException {
        statement.setBytes(index, data);
    }

    @Override
    public boolean supportsExplicitQueryLimitPart() {
        return true;
    }

    @Override
    public String getQueryLimitPart(int limit) {
        return " LIMIT " + limit;
    }
}
