package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
    @Test
    void readsWhatItWrites() {
        // Given
        var cursor = new Cursor(List.of(
                new Cursor.Part("rapport-enrichment.dlq.v1", 0, new Range(3, 9)),
                new Cursor.Part("rapport.events.rejected.v1", 5, new Range(0, 1))));
        // Then
        assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }

    @Test
    void isAtItsEndWhenNothingIsLeft() {
        assertThat(new Cursor(List.of(new Cursor.Part("t", 0, new Range(4, 4)))).isAtEnd())
                .isTrue();
    }

    @Test
    void goesOnInTheTopicsThatTheCallerMayRead() {
        // Given
        var letters = new Cursor.Part("rapport.events.rejected.v1", 0, new Range(0, 1));
        var cursor = new Cursor(List.of(letters, new Cursor.Part("rapport.profiles.v1", 0, new Range(0, 1))));
        // Then
        assertThat(cursor.only(topic -> topic.contains("rejected"))).isEqualTo(new Cursor(List.of(letters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "YQ", "YTpiOmM6ZA", "dDowOi0xOjU", "dDotMTowOjU"})
    void refusesWhatItDidNotWrite(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
