package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "NULL",
                "undefined",
                "[object Object]",
                "NaN",
                "0",
                "000000000000",
                "None",
                "true",
                "False",
                "00000000-0000-0000-0000-000000000000",
                "anonymous",
                "Guest",
                "",
                "  ",
                "\u200b\ufeff",
                "\u00a0\u3000",
                "\"null\"",
                "'undefined'",
                "(not set)",
                "<nil>",
                "{}",
                "[]",
                "-1",
                "-",
                "N/A",
                " null "
            })
    void knowsWhatIdentifiesNobody(String id) {
        assertThat(Ids.isPlaceholder(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nullable",
                "u-0",
                "100",
                "01",
                "10000000-0000-0000-0000-000000000000",
                "anonymous-7",
                "nona",
                "undefined7",
                "ada@mail.example",
                "@https://shop.example",
                "true-love",
                "\uFFFD",
                "\"ada\"",
                "null null"
            })
    void takesEverythingElseForAnIdentifier(String id) {
        assertThat(Ids.isPlaceholder(id)).isFalse();
    }
}
