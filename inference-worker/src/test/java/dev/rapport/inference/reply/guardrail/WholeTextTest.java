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
                "Take 5% off|5%",
                "只要39.90元|39.90",
                "灯是台灯。|灯",
                "Lamp 12, and Lamp 1.|Lamp 1",
                "code SAVE2!|SAVE2",
                "39, or less|39"
            })
    void findsWhatStandsAlone(String text, String part) {
        assertThat(WholeText.isIn(text, part)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Take 25% off|5%",
                "Take 210 USD off|10 USD",
                "code SAVE20|SAVE2",
                "now 139.90 EUR|39.90",
                "now 39.90 EUR|39",
                "now 39.90 EUR|90",
                "Lamp 12|Lamp 1"
            })
    void findsNoPartOfSomethingLonger(String text, String part) {
        assertThat(WholeText.isIn(text, part)).isFalse();
    }

    @Test
    void takesOutWhatStandsAloneAndNothingElse() {
        assertThat(WholeText.without("5% off, not 25% off; 5%", "5%")).isEqualTo("\n off, not 25% off; \n");
    }
}
