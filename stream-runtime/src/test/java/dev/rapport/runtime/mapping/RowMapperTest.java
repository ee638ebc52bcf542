package dev.rapport.runtime.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowMapperTest {
    private static final List<String> COLUMNS =
            List.of("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID");

    private final RowMapper mapper = new RowMapper(onlineRetail());

    @Test
    void mapsAPurchase() {
        // When
        var mapped =
                mapper.map(row(3, "536365", "71053", "WHITE LANTERN", "6", "2010-12-01 08:26:00", "3.39", "17850.0"));
        // Then
        assertThat(withoutMessageId(mapped))
                .isEqualTo("{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"17850\","
                        + "\"timestamp\":\"2010-12-01T08:26:00Z\",\"properties\":{\"order_id\":\"536365\","
                        + "\"order_line\":true,\"revenue\":20.34,\"currency\":\"GBP\",\"products\":[{\"product_id\":\"71053\","
                        + "\"name\":\"WHITE LANTERN\",\"price\":3.39,\"quantity\":6}]}}");
    }

    @Test
    void mapsACancellationInSummerTime() {
        // When
        var mapped = mapper.map(row(1, "C536379", "D", "Discount", "-1", "2011-07-01 09:41:00", "27.5", "14527.0"));
        // Then
        assertThat(withoutMessageId(mapped))
                .isEqualTo("{\"type\":\"track\",\"event\":\"Order Refunded\",\"userId\":\"14527\","
                        + "\"timestamp\":\"2011-07-01T08:41:00Z\",\"properties\":{\"order_id\":\"C536379\","
                        + "\"order_line\":true,\"revenue\":-27.5,\"currency\":\"GBP\"}}");
    }

    @Test
    void leavesOutWhatTheRowDoesNotHave() {
        // When
        var mapped = mapper.map(row(1, "536414", "22139", "", "56", "2010-12-01 11:52:00", "0.0", ""));
        // Then
        assertThat(json(mapped).has("userId")).isFalse();
        assertThat(json(mapped).at("/properties/products/0").has("name")).isFalse();
    }

    @Test
    void givesTheSameRowTheSameMessageIdAndOthersAnother() {
        // Given
        var row = row(1, "1", "s", "d", "1", "2010-12-01 08:26:00", "1", "7");
        // When
        var first = messageId(new RowMapper(onlineRetail()).map(row));
        var again = messageId(mapper.map(row));
        var sameTextInAnotherRow = messageId(mapper.map(row(2, "1", "s", "d", "1", "2010-12-01 08:26:00", "1", "7")));
        var otherText = messageId(mapper.map(row(1, "1", "s", "d", "2", "2010-12-01 08:26:00", "1", "7")));
        // Then
        assertThat(again).isEqualTo(first).hasSize(32);
        assertThat(List.of(first, sameTextInAnotherRow, otherText)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "six, 2010-12-01 08:26:00, Quantity 'six' is not a number such as 1234.5",
        "1e3, 2010-12-01 08:26:00, Quantity '1e3' is not a number such as 1234.5",
        "'', 2010-12-01 08:26:00, Quantity '' is not a number such as 1234.5",
        "6, 2010-02-30 08:26:00, InvoiceDate '2010-02-30 08:26:00' is not a time of the form yyyy-MM-dd HH:mm:ss",
        "6, 1.12.2010, InvoiceDate '1.12.2010' is not a time of the form yyyy-MM-dd HH:mm:ss",
    })
    void tellsColumnAndValueOfWhatCannotBeMapped(String quantity, String date, String problem) {
        // When
        var mapped = mapper.map(row(9, "1", "s", "d", quantity, date, "1", "7"));
        // Then
        assertThat(mapped).isEqualTo(new Mapped.Unmapped(0, problem, List.of()));
    }

    @Test
    void tellsWhyARowCannotBeRead() {
        // When
        var mapped = mapper.map(new TestingRow(Map.of(), List.of("4"), Optional.of("2 values, but 8 columns")));
        // Then
        assertThat(mapped).isEqualTo(new Mapped.Unmapped(0, "2 values, but 8 columns", List.of()));
    }

    @Test
    void multipliesExactly() {
        // When
        var mapped = mapper.map(row(1, "1", "s", "d", "3", "2010-12-01 08:26:00", "0.100000000000000005", "7"));
        // Then
        assertThat(json(mapped).at("/properties/revenue").decimalValue()).isEqualTo("0.300000000000000015");
    }

    private static Mapping onlineRetail() {
        var file = Path.of("..", "examples", "online-retail", "mapping.yaml");
        try {
            return MappingReader.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row row(long number, String... values) {
        var row = new LinkedHashMap<String, Object>();
        for (var i = 0; i < values.length; i++) {
            row.put(COLUMNS.get(i), values[i]);
        }
        row.put("Country", "United Kingdom");
        return TestingRow.of(number, row);
    }

    private static ObjectNode json(Mapped mapped) {
        return Json.exactNumbers().valueToTree(((Mapped.Events) mapped).events().get(0));
    }

    private static String messageId(Mapped mapped) {
        return json(mapped).path("messageId").asText();
    }

    private static String withoutMessageId(Mapped mapped) {
        var event = json(mapped);
        event.remove("messageId");
        return event.toString();
    }
}
