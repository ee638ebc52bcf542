package dev.rapport.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LetterIdTest {
    @Test
    void readsTopicsWithDashes() {
        assertThat(LetterId.parse("rapport-enrichment.dlq.v1-0-41"))
                .contains(new LetterId("rapport-enrichment.dlq.v1", 0, 41));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topic", "topic-1", "topic-a-1", "to/pic-0-1", "topic-0-9999999999999999999"})
    void refusesEverythingElse(String text) {
        assertThat(LetterId.parse(text)).isEmpty();
    }
}
