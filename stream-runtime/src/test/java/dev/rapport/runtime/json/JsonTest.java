package dev.rapport.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void strictRefusesWhatFollowsTheValue() {
        // When, Then
        assertThatThrownBy(() -> Json.strict().readTree("{\"a\":1} {\"a\":2}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void exactNumbersKeepsAnAmountAsItIsWritten() throws JsonProcessingException {
        // When
        var tree = Json.exactNumbers().readTree("{\"price\":19.90,\"id\":12345678901234567890.12}");
        // Then
        assertThat(tree.toString()).isEqualTo("{\"price\":19.90,\"id\":12345678901234567890.12}");
    }

    @Test
    void lenientReadsNumbersThatAreNotJson() throws JsonProcessingException {
        // When
        var tree = Json.lenient().readTree("{\"logprob\":-Infinity}");
        // Then
        assertThat(tree.path("logprob").asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
