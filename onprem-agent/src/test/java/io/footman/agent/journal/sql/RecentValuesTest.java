package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentValuesTest {
    private static final KeyValues.Held VALUE = new KeyValues.Held("value", Long.MAX_VALUE);

    private final RecentValues values = new RecentValues();

    @Test
    void remembersWhatWasRead() {
        values.remember("ns", "k", VALUE, values.changes());

        assertThat(values.get("ns", "k")).hasValue(VALUE);
        assertThat(values.get("ns2", "k")).isEmpty();
    }

    @Test
    void remembersNothingThatWasReadBeforeAChange() {
        long before = values.changes();
        values.forget("ns", "k");

        values.remember("ns", "k", VALUE, before);

        assertThat(values.get("ns", "k")).isEmpty();
    }

    @Test
    void remembersNothingThatWasReadBeforeItsNamespaceWasRemoved() {
        long before = values.changes();
        values.forget("ns");

        values.remember("ns", "k", VALUE, before);

        assertThat(values.get("ns", "k")).isEmpty();
    }

    @Test
    void forgetsOneKeyOrAWholeNamespace() {
        values.remember("ns", "k1", VALUE, values.changes());
        values.remember("ns", "k2", VALUE, values.changes());
        values.remember("other", "k1", VALUE, values.changes());

        values.forget("ns", "k1");
        assertThat(values.get("ns", "k1")).isEmpty();
        assertThat(values.get("ns", "k2")).isPresent();

        values.forget("ns");
        assertThat(values.get("ns", "k2")).isEmpty();
        assertThat(values.get("other", "k1")).isPresent();
    }
}
