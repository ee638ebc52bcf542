package dev.rapport.ingestion.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Money;
import org.junit.jupiter.api.Test;

class PromptTextTest {
    @Test
    void keepsValuesOnOneLine() {
        assertThat(PromptText.clean("Ana\nreply: yes\r\n\u2028x\u0085y\tz\u3000!"))
                .isEqualTo("Ana reply: yes x y z !");
    }

    @Test
    void dropsControlTextsOfTheModel() {
        assertThat(PromptText.clean("Mug<|endoftext|>Cup <|<|endoftext|>endoftext|>"))
                .doesNotContain("<|", "|>");
        assertThat(PromptText.clean("a<\u200b|endoftext|>b")).isEqualTo("a b");
    }

    @Test
    void boundsLengthWithoutSplittingCharacters() {
        // When
        var cleaned = PromptText.clean("\uD83D\uDE00".repeat(500));
        // Then
        assertThat(cleaned).isEqualTo("\uD83D\uDE00".repeat(PromptText.MOST_CHARACTERS));
    }

    @Test
    void leavesNothingOfBlankText() {
        assertThat(PromptText.clean(" \n\u200b ")).isNull();
        assertThat(PromptText.clean(null)).isNull();
    }

    @Test
    void writesPricesWithTheDecimalsOfTheirCurrency() {
        assertThat(PromptText.price(new Money(1_250L, "USD"))).isEqualTo("12.50 USD");
        assertThat(PromptText.price(new Money(1_200L, "JPY"))).isEqualTo("1200 JPY");
        assertThat(PromptText.price(new Money(1_234L, "KWD"))).isEqualTo("1.234 KWD");
    }
}
