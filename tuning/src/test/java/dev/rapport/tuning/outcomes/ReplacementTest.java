package dev.rapport.tuning.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi Ana!                  | Hi Zoe!",
                "Ana's bananas, Banana    | Zoe's bananas, Banana",
                "ANA and Ana              | ZOE and Zoe",
                "an ana is a plant        | an ana is a plant",
                "Lovelace or LOVELACE     | Kelbim or KELBIM",
                "her lovelace             | her kelbim",
                "小王伟你好，王伟          | 小李强你好，李强",
                "#10023. Or 10023?        | #48. Or 77?",
                "100230 and a10023        | 100230 and a10023",
            })
    void findsWholeWords(String text, String expected) {
        var replacement =
                new Replacement(Map.of("Ana", "Zoe", "Lovelace", "Kelbim", "王伟", "李强", "#10023", "#48", "10023", "77"));
        assertThat(replacement.in(text)).isEqualTo(expected);
    }

    @Test
    void doesAsAPlainSearchDoes() {
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++) {
            // Given
            var pseudonyms = new LinkedHashMap<String, String>();
            for (var i = random.nextInt(4); i >= 0; i--) {
                pseudonyms.put(text(random, 1 + random.nextInt(3)), "<" + i + ">");
            }
            var text = text(random, 30);
            // When, Then
            assertThat(new Replacement(pseudonyms).in(text))
                    .as("%s in %s", pseudonyms, text)
                    .isEqualTo(bySearch(pseudonyms, text));
        }
    }

    /** Longest value at the leftmost place, written as it is; short values of two letters and a sign only. */
    private static String bySearch(Map<String, String> pseudonyms, String text) {
        var result = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var best = "";
            for (var value : pseudonyms.keySet()) {
                if (text.startsWith(value, at)
                        && value.length() > best.length()
                        && !(isWord(value.charAt(0)) && at > 0 && isWord(text.charAt(at - 1)))
                        && !(isWord(value.charAt(value.length() - 1))
                                && at + value.length() < text.length()
                                && isWord(text.charAt(at + value.length())))) {
                    best = value;
                }
            }
            result.append(best.isEmpty() ? text.charAt(at) : pseudonyms.get(best));
            at += Math.max(1, best.length());
        }
        return result.toString();
    }

    private static boolean isWord(char c) {
        return String.valueOf(c).toLowerCase(Locale.ROOT).matches("[a-z0-9]");
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append("12-王. ".charAt(random.nextInt(6)));
        }
        return text.toString().strip().isEmpty() ? "1" : text.toString();
    }
}
