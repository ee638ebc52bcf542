package dev.rapport.inference.reply.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0.00 | 0",
                "1299.00 | 1299",
                "1,299.00 | 1299",
                "1.299,00 | 1299",
                "1 299,5 | 1299.5",
                "1'299 | 1299",
                "12,50 | 12.5",
                "1,234,567 | 1234567",
                "1.234.567,8 | 1234567.8",
                "1,299 | 1299 1.299",
                "1.299 | 1299 1.299",
                "0.1234 | 0.1234",
            })
    void readsWhatANumberMayStandFor(String number, String readings) {
        assertThat(Numbers.readings(number))
                .containsExactlyInAnyOrder(java.util.Arrays.stream(readings.split(" "))
                        .map(BigDecimal::new)
                        .toArray(BigDecimal[]::new));
    }
}
