package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.tuning.pair.Split;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotsTest {
    private static final int MANY = 2_000;

    @ParameterizedTest
    @EnumSource(Language.class)
    void drawsMoneyAndDatesThatReadAsDocumented(Language language) {
        // Given
        var slots = new Slots(Split.TRAINING, new SplittableRandom(1));
        for (var i = 0; i < MANY; i++) {
            // When
            var price = slots.price(language);
            // Then
            assertThat(price).matches("\\d+(\\.\\d\\d)? [A-Z]{3}");
            assertThat(amount(slots.priceAbove(price))).isGreaterThan(amount(price));
            assertThat(slots.discount(language))
                    .matches("\\d{1,2} ?%|\\d+(\\.\\d\\d)? [A-Z]{3}"
                            + (language == Language.CHINESE ? "|\\d(\\.?\\d)?折" : ""));
            assertThat(slots.date(language)).doesNotContain("\n").hasSizeBetween(2, 30);
        }
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void drawsCodesOfManyShapesFromItsHalf(Split split) {
        // Given
        var slots = new Slots(split, new SplittableRandom(1));
        var shapes = new HashSet<String>();
        for (var i = 0; i < MANY; i++) {
            // When
            var code = slots.code();
            var order = slots.order();
            // Then
            assertThat(code).matches("[A-Za-z0-9][A-Za-z0-9-]{3,15}");
            assertThat(Split.of(Codes.prefix(code))).isEqualTo(split);
            assertThat(order).matches("#?[A-Z0-9-]{3,19}");
            assertThat(Split.of(order)).isEqualTo(split);
            shapes.add(code.replaceAll("[A-Z]", "A").replaceAll("[0-9]", "9"));
        }
        assertThat(shapes).hasSizeGreaterThan(100);
    }

    private static double amount(String price) {
        return Double.parseDouble(price.split(" ")[0]);
    }
}
