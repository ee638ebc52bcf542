package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutcomeTest {
    private enum Rule {
        FIRST,
        SECOND
    }

    @Test
    void checksAnAcceptedValueFurther() {
        // When
        var outcome = Outcome.<String, Rule>accepted("7").then(text -> Outcome.accepted(Integer.valueOf(text)));
        // Then
        assertThat(outcome).isEqualTo(Outcome.accepted(7));
    }

    @Test
    void keepsTheFirstBrokenRule() {
        // When
        var outcome = Outcome.<String, Rule>rejected(Rule.FIRST, "it is first")
                .then(text -> Outcome.rejected(Rule.SECOND, "it is second"));
        // Then
        assertThat(outcome).isEqualTo(Outcome.rejected(Rule.FIRST, "it is first"));
    }
}
