package dev.rapport.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"m1", "order#7", "two\nlines", "m1#0123456789abcdef"})
    void leadsBackToTheIdThatWasCaptured(String messageId) {
        // When
        var id = ConflictId.of(messageId, "00ff00ff00ff00ff");
        // Then
        assertThat(ConflictId.captured(id)).contains(messageId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1", "order#7", "#0123456789abcdef", "m1#0123456789ABCDEF", "m1#0123456789abcdef0"})
    void isNoOtherId(String id) {
        assertThat(ConflictId.captured(id)).isEmpty();
    }

    @Test
    void isTheSameEachTime() {
        assertThat(ConflictId.of("m1", "0123456789abcdef")).isEqualTo("m1#0123456789abcdef");
    }
}
