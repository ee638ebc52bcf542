package dev.rapport.runtime.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberNotationTest {
    private static final NumberNotation GERMAN = new NumberNotation(',', Optional.of('.'));
    private static final NumberNotation FRENCH = new NumberNotation(',', Optional.of(' '));
    private static final NumberNotation SWISS = new NumberNotation('.', Optional.of('\''));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12,50 | 12.50",
                "1.299,00 | 1299.00",
                "1.234.567 | 1234567",
                "-0,5 | -0.5",
                "+1299,5 | 1299.5",
                ",5 | .5",
                "7, | 7"
            })
    void readsDecimalCommas(String text, String value) {
        assertThat(GERMAN.parse(text))
                .hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @CsvSource({
        "12.50",
        "1.29",
        "1.2999",
        "1.299.00",
        "'1,299.00'",
        "1e3",
        "'1,2,3'",
        ".",
        "''",
        "1 299",
        "12.99.123",
        "- 5"
    })
    void refusesWhatThousandsDoNotLookLike(String text) {
        assertThat(GERMAN.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'1 299,5'", "'1\u00A0299,5'", "'1\u202F299,5'"})
    void takesEveryKindOfBlank(String text) {
        assertThat(FRENCH.parse(text))
                .hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo("1299.5"));
    }

    @Test
    void readsApostrophes() {
        assertThat(SWISS.parse("1'299.50"))
                .hasValueSatisfying(number -> assertThat(number).isEqualTo("1299.50"));
    }

    @Test
    void showsWhatANumberLooksLike() {
        assertThat(GERMAN.example()).isEqualTo("1.234,5");
        assertThat(new NumberNotation('.', Optional.empty()).example()).isEqualTo("1234.5");
    }

    @Test
    void refusesSignsThatCannotBeToldApart() {
        assertThatThrownBy(() -> new NumberNotation(',', Optional.of(',')))
                .hasMessage("decimal and thousands must differ");
        assertThatThrownBy(() -> new NumberNotation('-', Optional.empty()))
                .hasMessage("decimal must not be a letter, a digit or a sign, not '-'");
    }
}
