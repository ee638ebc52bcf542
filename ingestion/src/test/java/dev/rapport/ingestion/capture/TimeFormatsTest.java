package dev.rapport.ingestion.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"2026-03-01T10:00:00\"                       | 2026-03-01T10:00:00Z",
                "\"2026-03-01 10:00:00.5\"                     | 2026-03-01T10:00:00.500Z",
                "\"2026/3/1 9:05\"                             | 2026-03-01T09:05:00Z",
                "\"2026-03-01T10:00:00.1234567891Z\"           | 2026-03-01T10:00:00.123456789Z",
                "\"2026-03-01 10:00:00 PM\"                    | 2026-03-01T22:00:00Z",
                "\"2026-03-01 12:00:00 a.m.\"                  | 2026-03-01T00:00:00Z",
                "\"2026-03-01T10:00:00+0530\"                  | 2026-03-01T04:30:00Z",
                "\"2026-03-01 10:00:00 UTC\"                   | 2026-03-01T10:00:00Z",
                "\"2026-03-01 10:00:00 +0000 UTC\"             | 2026-03-01T10:00:00Z",
                "\"2026-07-16T13:53:54.545218America/Los_Angeles\" | 2026-07-16T20:53:54.545218Z",
                "\"2026-03-01T10:00:00+01:00[Europe/Berlin]\"  | 2026-03-01T09:00:00Z",
                "\"2026-03-01T24:00:00Z\"                      | 2026-03-02T00:00:00Z",
                "\"2026-06-30T23:59:60Z\"                      | 2026-07-01T00:00:00Z",
                "\"2026-W09-7\"                                | 2026-03-01T00:00:00Z",
                "\"20260301T100000Z\"                          | 2026-03-01T10:00:00Z",
                "\"\u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0661T10:00:00Z\" | 2026-03-01T10:00:00Z",
                "\"Sun, 01 Mar 2026 10:00:00 GMT\"             | 2026-03-01T10:00:00Z",
                "\"Sun Mar 01 2026 10:00:00 GMT+0100 (Central European Standard Time)\" | 2026-03-01T09:00:00Z",
                "\"Sun Mar 01 10:00:00 UTC 2026\"              | 2026-03-01T10:00:00Z",
                "1772359200                                    | 2026-03-01T10:00:00Z",
                "1772359200.25                                 | 2026-03-01T10:00:00.250Z",
                "1772359200000                                 | 2026-03-01T10:00:00Z",
                "\"1772359200000\"                             | 2026-03-01T10:00:00Z",
                "1772359200000000                              | 2026-03-01T10:00:00Z",
                "1772359200000000000                           | 2026-03-01T10:00:00Z",
                "{\"$date\":\"2026-03-01\"}                    | 2026-03-01T00:00:00Z",
                "{\"$date\":1772359200000}                     | 2026-03-01T10:00:00Z",
            })
    void readsTimesAsTheyAreWritten(String json, Instant time) throws Exception {
        assertThat(TimeFormats.read(ItemReader.JSON.readTree(json))).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"01/03/2026\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"tomorrow\"",
                "true",
                "17",
                "-1772359200",
                "1e400",
                "1e-400",
                "\"2026-03-01T24:00:01Z\"",
                "\"2026-03-01T10:61:00Z\"",
                "\"2026-03-01 13:00:00 PM\"",
                "{}",
                "[]",
                "{\"$date\":{}}",
                "\"2026-03-01T10:00:00+99:00\"",
                "\"2026-03-01T10:00:00 Nowhere/Town\"",
                "\"123456789012345678901\"",
                "{\"$date\":{\"$date\":1}}"
            })
    void readsNothingIntoWhatIsNotATime(String json) throws Exception {
        assertThat(TimeFormats.read(ItemReader.JSON.readTree(json))).isEmpty();
    }
}
