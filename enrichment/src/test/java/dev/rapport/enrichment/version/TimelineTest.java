package dev.rapport.enrichment.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
    private static final Timeline<String> TIMELINE = Timeline.<String>empty()
            .with(new Version<>("second", 2, 20))
            .with(new Version<>("first", 1, 10))
            .with(new Version<>(null, 0, 30))
            .with(new Version<>("third", 3, 40));

    @ParameterizedTest
    @CsvSource({"9, none", "10, first", "19, first", "20, second", "29, second", "30, none", "39, none", "40, third"})
    void hasWhatWasInForceWhateverTheOrderOfArrival(long time, String value) {
        // When
        var version = TIMELINE.at(time);
        // Then
        assertThat(version.map(Version::value).orElse("none")).isEqualTo(value);
    }

    @Test
    void letsTheLaterToArriveReplaceOneOfTheSameInstant() {
        // When
        var corrected = TIMELINE.with(new Version<>("corrected", 4, 40));
        // Then
        assertThat(corrected.at(41)).contains(new Version<>("corrected", 4, 40));
    }

    @Test
    void startsAgainAfterAnEndThatWasToldLaterThanItsClockSays() {
        // When
        var again = TIMELINE.with(new Version<>(null, 0, 60)).with(new Version<>("fourth", 4, 50));
        // Then
        assertThat(again.at(59)).contains(new Version<>("third", 3, 40));
        assertThat(again.at(60)).contains(new Version<>("fourth", 4, 60));
    }

    @Test
    void endsWhatWasToComeIntoForceLater() {
        // Given
        var planned = TIMELINE.with(new Version<>("planned", 4, 90));
        // When
        var ended = planned.with(new Version<>(null, 0, 60));
        // Then
        assertThat(ended.at(60)).isEmpty();
        assertThat(ended.at(91)).isEmpty();
    }

    @Test
    void keepsTheLatestOfManyVersionsAndCountsTheOthers() {
        // Given
        var timeline = Timeline.<Integer>empty();
        // When
        for (var number = 1; number <= Timeline.MAX + 5; number++) {
            timeline = timeline.with(new Version<>(number, number, number));
        }
        // Then
        assertThat(timeline.values()).hasSize(Timeline.MAX).first().isEqualTo(6);
        assertThat(timeline.evicted()).isEqualTo(5);
        assertThat(timeline.at(5)).isEmpty();
    }

    @Test
    void evictsWhatWasReplacedNinetyDaysBeforeTheLatest() {
        // Given
        var latest = 20 + Timeline.KEPT.toMillis();
        // When
        var after = TIMELINE.with(new Version<>("latest", 5, latest));
        // Then
        assertThat(after.at(19)).isEmpty();
        assertThat(after.at(20)).contains(new Version<>("second", 2, 20));
        assertThat(after.values()).containsExactly("second", "third", "latest");
    }
}
