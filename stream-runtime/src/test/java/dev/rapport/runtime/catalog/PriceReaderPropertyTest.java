package dev.rapport.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceReaderPropertyTest {
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "KWD");
    private static final int ROUNDS = 20_000;

    @Test
    void readsEveryUsualWritingOfAnAmountExactly() throws Exception {
        var random = new Random(17);
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var code = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            var digits = Currency.getInstance(code).getDefaultFractionDigits();
            var minor = random.nextLong(1L << random.nextInt(1, 39));
            var written = written(BigDecimal.valueOf(minor, digits), random);
            var text = random.nextBoolean() ? written + " " + code : code + " " + written;
            // When
            var price = PriceReader.read("price", text, null);
            // Then
            assertThat(price).as(text).isEqualTo(new Money(minor, code));
        }
    }

    /** Whatever is sent: a price, or a refusal. */
    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(23);
        var signs = "0123456789.,+-eE USD€\u00a0'%";
        var read = 0;
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var text = new StringBuilder();
            for (var length = random.nextInt(12); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            // When
            try {
                var price = PriceReader.read("price", text.toString(), "USD");
                // Then
                read++;
                assertThat(price.getAmountMinor()).as("'%s'", text).isNotNegative();
            } catch (InvalidProductException e) {
                assertThat(e.rule()).isNotEmpty();
            }
        }
        assertThat(read).isPositive();
    }

    private static String written(BigDecimal amount, Random random) {
        var plain = amount.toPlainString();
        var point = plain.indexOf('.');
        if (point < 0) {
            return plain;
        }
        var whole = plain.substring(0, point);
        var fraction = plain.substring(point + 1);
        return switch (random.nextInt(4)) {
            case 0 -> plain;
            case 1 -> fraction.length() == 2 ? whole + "," + fraction : plain;
            case 2 -> grouped(whole, ',') + "." + fraction;
            default -> whole.length() > 3 ? grouped(whole, '.') + "," + fraction : plain;
        };
    }

    private static String grouped(String whole, char sign) {
        var grouped = new StringBuilder(whole);
        for (var at = whole.length() - 3; at > 0; at -= 3) {
            grouped.insert(at, sign);
        }
        return grouped.toString();
    }
}
