package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChecksTest {
    @Test
    void acceptsValuesOnTheEdge() {
        assertThatCode(() -> {
                    Checks.atLeast(1, 1, "k");
                    Checks.between(0, 65_535, 65_535, "k");
                    Checks.between(0.0, 1.0, 1.0, "k");
                    Checks.positive(Duration.ofNanos(1), "k");
                    Checks.notBlank("x", "k");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void namesKeyValueAndRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.between(0, 65_535, 70_000, "http.port"))
                .withMessage("http.port=70000: must be between 0 and 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.atLeast(1, 0, "streams.threads"))
                .withMessage("streams.threads=0: must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.positive(Duration.ZERO, "a.b"))
                .withMessage("a.b=PT0S: must be longer than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.notBlank(" ", "a.b"))
                .withMessage("a.b=' ': must not be empty");
    }

    @Test
    void refusesNotANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.between(0.0, 1.0, Double.NaN, "k"));
    }
}
