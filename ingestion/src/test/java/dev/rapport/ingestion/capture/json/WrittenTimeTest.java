package dev.rapport.ingestion.capture.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"2026-05-04T10:00:00Z\"      | 2026-05-04T10:00:00Z | PT0S",
                "\"2026-05-04T10:00:00+02:00\" | 2026-05-04T08:00:00Z | PT0S",
                "1777885200000                 | 2026-05-04T09:00:00Z | PT0S",
                "\"2026-05-04 10:00:00\"       | 2026-05-04T10:00:00Z | PT12H",
                "\"2026-05-04\"                | 2026-05-04T00:00:00Z | PT36H",
                "{\"$date\":\"2026-05-04\"}    | 2026-05-04T00:00:00Z | PT36H",
            })
    void saysHowMuchLaterATimeMayHaveBeen(String json, Instant at, Duration slack) throws Exception {
        // When
        var time = WrittenTime.of(JsonItemReader.JSON.readTree(json));
        // Then
        assertThat(time).isEqualTo(new WrittenTime(at, slack, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \""})
    void takesABlankForAnAbsentTime(String json) throws Exception {
        // When
        var time = WrittenTime.of(JsonItemReader.JSON.readTree(json));
        // Then
        assertThat(time).isEqualTo(WrittenTime.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "17", "true", "[]", "{}"})
    void saysThatATimeCannotBeRead(String json) throws Exception {
        // When
        var time = WrittenTime.of(JsonItemReader.JSON.readTree(json));
        // Then
        assertThat(time.readable()).isFalse();
        assertThat(time.at()).isNull();
    }
}
