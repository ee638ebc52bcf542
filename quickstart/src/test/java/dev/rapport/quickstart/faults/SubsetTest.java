package dev.rapport.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kit that passes whatever happens would be worse than none. */
class SubsetTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1}         | {\"a\": 1, \"b\": 2}   |",
                "{\"a\": 1.0}       | {\"a\": 1}             |",
                "{\"a\": null}      | {}                     |",
                "[{\"a\": 1}, {}]   | [{\"a\": 1}, {\"b\": 1}] |",
                "{\"a\": 1}         | {\"a\": 2}             | x.a is 2, expected 1",
                "{\"a\": {\"b\": 1}}| {}                     | 'x.a is absent, expected {\"b\":1}'",
                "[1]                | [1, 2]                 | 'x has 2 items, expected 1: [1,2]'",
                "[]                 | {}                     | 'x is {}, expected []'",
                "{\"a\": \"1\"}     | {\"a\": 1}             | 'x.a is 1, expected \"1\"'",
            })
    void namesWhatDiffers(String expected, String actual, String difference) throws Exception {
        // When
        var found = Subset.differences("x", JSON.readTree(expected), JSON.readTree(actual));
        // Then
        if (difference == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).containsExactly(difference);
        }
    }
}
