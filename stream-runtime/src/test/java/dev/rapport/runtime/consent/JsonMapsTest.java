package dev.rapport.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.consent.json.LenientJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMapsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}           | {'a':2,'b':3}     | {'a':1,'b':3}",
                "{'a':null}        | {'a':2}           | {'a':2}",
                "{'a':{'b':1}}     | {'a':{'b':2,'c':3}} | {'a':{'b':1,'c':3}}",
                "{'a':[]}          | {'a':{'b':2}}     | {'a':{'b':2}}",
                "{'a':[]}          | {'a':2}           | {'a':[]}",
                "{'a':'Berlin'}    | {'a':{'b':2}}     | {'a':'Berlin'}",
                "{'a':{'b':1}}     | {'a':7}           | {'a':{'b':1}}",
                "{'a':[1]}         | {'a':[2]}         | {'a':[1]}",
            })
    void fillsWhatIsAbsent(String own, String others, String merged) {
        assertThat(JsonMaps.merged(json(own), json(others))).isEqualTo(json(merged));
    }

    @Test
    void prefersObjectsWhereItIsTold() {
        assertThat(JsonMaps.mergedObjectsFirst(json("{'a':{'b':7},'c':1}"), json("{'a':{'b':{'d':2}},'c':3}")))
                .isEqualTo(json("{'a':{'b':{'d':2}},'c':1}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{'a':1} | true", "{} | true", "[] | true", "[1] | false", "7 | false", "null | false"})
    void takesAnEmptyArrayForAnObject(String value, boolean isObject) {
        assertThat(JsonMaps.object(json("{'x':" + value + "}").get("x")).isPresent())
                .isEqualTo(isObject);
    }

    private static Map<String, @Nullable Object> json(String text) {
        return LenientJson.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
