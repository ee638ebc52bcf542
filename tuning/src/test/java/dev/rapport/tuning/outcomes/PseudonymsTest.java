package dev.rapport.tuning.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    @Test
    void givesTheSameForTheSame() {
        for (var kind = 0; kind < kinds("").size(); kind++) {
            var value = "ada@longer.example";
            var one = kinds("one").get(kind).apply(value);
            assertThat(kinds("one").get(kind).apply(value)).isEqualTo(one);
            assertThat(kinds("two").get(kind).apply(value)).isNotEqualTo(one);
        }
    }

    @Test
    void keepsKindAndShape() {
        for (var seed = 0; seed < 300; seed++) {
            var pseudonyms = new Pseudonyms(String.valueOf(seed), taken -> false);
            assertThat(pseudonyms.name("Ada")).matches("[\\p{L}\\p{M}]{2,}").isNotEqualToIgnoringCase("Ada");
            assertThat(pseudonyms.name("王伟")).matches("\\p{IsHan}+").isNotEqualTo("王伟");
            assertThat(pseudonyms.order("SO-1")).hasSizeGreaterThan(3);
            assertThat(pseudonyms.mail("ada.l@b.example")).matches("[a-z]{3}\\.[a-z]@example\\.com");
            assertThat(pseudonyms.like("+49 (30) 012345")).matches("\\+[1-9]\\d \\([1-9]\\d\\) 0\\d{5}");
            assertThat(pseudonyms.like("Unter den Linden 77, 柏林"))
                    .matches("[A-Z][a-z]{4} [a-z]{3} [A-Z][a-z]{5} [1-9]\\d, \\p{IsHan}{2}");
        }
    }

    @Test
    void neverGivesWhatIsTaken() {
        // Given
        var given =
                IntStream.range(0, 40).mapToObj(seed -> new Pseudonyms("seed " + seed, "1235678"::contains).like("7"));
        // Then
        assertThat(given).isSubsetOf("4", "9").contains("4", "9");
    }

    private static List<UnaryOperator<String>> kinds(String seed) {
        var pseudonyms = new Pseudonyms(seed, taken -> false);
        return List.of(pseudonyms::name, pseudonyms::order, pseudonyms::mail, pseudonyms::like);
    }
}
