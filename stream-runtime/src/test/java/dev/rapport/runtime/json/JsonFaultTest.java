package dev.rapport.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1 | Unexpected end-of-input: expected close marker for Object",
                "{a: 1}   | Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
            })
    void saysWhatIsWrongAndNothingOfTheParser(String text, String fault) {
        // When
        var failure = catchThrowableOfType(JsonProcessingException.class, () -> new ObjectMapper().readTree(text));

        // Then
        assertThat(JsonFault.of(failure)).isEqualTo(fault);
    }
}
