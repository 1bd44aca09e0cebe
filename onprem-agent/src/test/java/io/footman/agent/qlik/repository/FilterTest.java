package io.footman.agent.qlik.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final String ID = "31ee79a6-0949-4175-ba0e-1866a60e3336";

    @Test
    void namesAnIdWithoutQuotes() {
        assertThat(Filter.id(new Guid(ID)).query()).isEqualTo("filter=id%20eq%20" + ID);
    }

    @Test
    void keepsAValueInsideItsQuotes() {
        Filter filter = Filter.equal("tags.name", "x' or name sw 'a");

        assertThat(filter).hasToString("tags.name eq 'x'' or name sw ''a'");
    }

    @Test
    void encodesTheWholeExpression() {
        Filter filter = Filter.equal("customProperties.definition.name", "R&D + 50 %")
                .and(Filter.equal("customProperties.value", "Försäljning #1"));

        assertThat(filter.query())
                .isEqualTo("filter=%28customProperties.definition.name%20eq%20%27R%26D%20%2B%2050%20%25%27%29"
                        + "%20and%20%28customProperties.value%20eq%20%27F%C3%B6rs%C3%A4ljning%20%231%27%29");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name eq 'x' or name", "tags.", "1=1"})
    void takesNothingButNamesAsAProperty(String property) {
        assertThatThrownBy(() -> Filter.equal(property, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "31EE79A6-0949-4175-BA0E-1866A60E3336, " + ID,
        "{31ee79a6-0949-4175-ba0e-1866a60e3336}, " + ID,
        "' 31ee79a6-0949-4175-ba0e-1866a60e3336 ', " + ID
    })
    void readsIdsInEverySpelling(String text, String id) {
        assertThat(Guid.parse(text)).contains(new Guid(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000-0000-0000-0000-000000000000", "31ee79a6", "../about", ID + "/start"})
    void takesNothingElseAsAnId(String text) {
        assertThat(Guid.parse(text)).isEmpty();
    }
}
