package dev.rapport.ingestion.catalog.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.ingestion.catalog.ProductEntry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductsBodyTest {
    private static final ProductEntry ONE = new ProductEntry.Described(Map.of("id", "1"));
    private static final ProductEntry TWO = new ProductEntry.Described(Map.of("id", "2"));
    private static final ProductEntry REFUSED =
            new ProductEntry.Unreadable("must be a JSON object, without huge numbers or deep nesting");

    private final ProductsBody reader = new ProductsBody(3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"1\"},{\"id\":\"2\"}]",
                " \n[ {\"id\":\"1\"} , {\"id\":\"2\"} ]\n",
                "{\"id\":\"1\"}\n{\"id\":\"2\"}\n",
                "{\n  \"id\": \"1\"\n}\n{\n  \"id\": \"2\"\n}",
                "{\"id\":\"1\"}{\"id\":\"2\"}"
            })
    void readsArraysAndObjectsOneAfterAnother(String body) throws Exception {
        assertThat(reader.read(body.getBytes(UTF_8))).containsExactly(ONE, TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999", "1e99999999999", "{\"a\":1e-99999999999}"})
    void refusesAProductWithANumberThatNoParserTakesAlone(String number) throws Exception {
        // Given
        var bad = "{\"id\":\"bad\",\"price\":" + number + "}";
        // When
        var array = reader.read(("[{\"id\":\"1\"}," + bad + ",{\"id\":\"2\"}]").getBytes(UTF_8));
        var lines = reader.read(("{\"id\":\"1\"}\n" + bad + "\n{\"id\":\"2\"}").getBytes(UTF_8));
        // Then
        assertThat(array).containsExactly(ONE, REFUSED, TWO);
        assertThat(lines).containsExactly(ONE, REFUSED, TWO);
    }

    @Test
    void refusesAProductThatIsNestedTooDeepAlone() throws Exception {
        // Given
        var deep = "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        // When
        var entries = reader.read(("[" + deep + ",{\"id\":\"2\"},7]").getBytes(UTF_8));
        // Then
        assertThat(entries).containsExactly(REFUSED, TWO, REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n \t\n"})
    void refusesALineThatIsNotJsonAlone(String end) throws Exception {
        // Given
        var body = "{\"id\":\"1\"}" + end + "{\"id\":" + end + "{\"id\":\"2\"}";
        // When
        var entries = reader.read(body.getBytes(UTF_8));
        // Then
        assertThat(entries).containsExactly(ONE, REFUSED, TWO);
    }

    /** To put other characters in their place would store a name that nobody wrote. */
    @Test
    void refusesALineThatIsNotUtf8() throws Exception {
        // Given
        var body = "{\"id\":\"1\"}\n{\"id\":\"M\u00fchle\"}".getBytes(ISO_8859_1);
        // When
        var entries = reader.read(body);
        // Then
        assertThat(entries).containsExactly(ONE, REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\":\"1\"}", "[{\"id\":\"1\"}] 7", "[{\"id\":}]", "["})
    void refusesAnArrayThatIsNotJsonWhole(String body) {
        assertThatThrownBy(() -> reader.read(body.getBytes(UTF_8)))
                .isInstanceOf(BadCatalogRequestException.class)
                .hasMessageStartingWith("the body is not valid JSON (line 1, column ");
    }

    @Test
    void takesNoMoreThanAllowed() {
        assertThatThrownBy(() -> reader.read("[{},{},{},{}]".getBytes(UTF_8)))
                .hasMessage("a request may carry 3 products, split it");
    }
}
