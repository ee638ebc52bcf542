package dev.rapport.inference.reply.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Take 5% off|5%|true",
                "只要39.90元|39.90|true",
                "灯是台灯。|灯|true",
                "Lamp 12, and Lamp 1.|Lamp 1|true",
                "code SAVE2!|SAVE2|true",
                "39, or less|39|true",
                "Take 25% off|5%|false",
                "Take 210 USD off|10 USD|false",
                "code SAVE20|SAVE2|false",
                "now 139.90 EUR|39.90|false",
                "now 39.90 EUR|39|false",
                "now 39.90 EUR|90|false",
                "Lamp 12|Lamp 1|false"
            })
    void findsWhatStandsAloneAndNoPartOfSomethingLonger(String text, String part, boolean found) {
        assertThat(WholeText.isIn(text, part)).isEqualTo(found);
    }

    @Test
    void takesOutWhatStandsAloneAndNothingElse() {
        assertThat(WholeText.without("5% off, not 25% off; 5%", "5%")).isEqualTo("\n off, not 25% off; \n");
    }
}
