package dev.rapport.runtime.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The JSON mappers. They are shared and thread-safe, so they must not be reconfigured; a reader or writer that needs
 * another option is made from one of them ({@code Json.strict().reader()…}).
 */
public final class Json {
    private static final JsonMapper STRICT = strictBuilder().build();
    private static final JsonMapper EXACT_NUMBERS = strictBuilder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonMapper LENIENT = JsonMapper.builder(BoundedNamesFactory.of(new JsonFactoryBuilder()))
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /** The usual one: a text must be exactly one JSON value. Decimal fractions become {@code double}. */
    public static JsonMapper strict() {
        return STRICT;
    }

    /**
     * Strict, and a number is read as it is written: fractions become {@code BigDecimal} with their zeros, {@code 19.90}
     * is not 19.9. For amounts, and for what is handed on.
     */
    public static JsonMapper exactNumbers() {
        return EXACT_NUMBERS;
    }

    /** For answers of programs that are not ours: NaN and Infinity are read, and so is a value that text follows. */
    public static JsonMapper lenient() {
        return LENIENT;
    }

    private static JsonMapper.Builder strictBuilder() {
        return JsonMapper.builder(BoundedNamesFactory.of(new JsonFactoryBuilder()))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
