package dev.rapport.ingestion.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceHeadersTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void passesTraceAndBaggageOnAndNothingElse() {
        // Given
        var request = Map.of(
                "traceparent", PARENT,
                "tracestate", "vendor=1",
                "baggage", "campaign=spring",
                "authorization", "Basic c2VjcmV0",
                "cookie", "session=1");
        // When
        var headers = TraceHeaders.of(request::get);
        // Then
        assertThat(headers)
                .containsExactly(
                        Map.entry("traceparent", PARENT),
                        Map.entry("tracestate", "vendor=1"),
                        Map.entry("baggage", "campaign=spring"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "00-4bf92f-00f067-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void dropsTheStateOfATraceThatCannotBeRead(String parent) {
        // Given
        var request = Map.of("traceparent", parent, "tracestate", "vendor=1");
        // When
        var headers = TraceHeaders.of(request::get);
        // Then
        assertThat(headers).isEmpty();
    }

    @Test
    void dropsWhatIsTooLong() {
        // Given
        var request = Map.of("traceparent", PARENT, "tracestate", "x".repeat(513), "baggage", "x".repeat(2_049));
        // When
        var headers = TraceHeaders.of(request::get);
        // Then
        assertThat(headers).containsOnlyKeys("traceparent");
    }
}
