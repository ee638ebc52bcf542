package dev.rapport.runtime.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.definition.MappingReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mapping files can say, each as a file says it. */
final class MappingLanguageTest {
    private static final String CUSTOMERS = """
            dataset: customers
            key: id
            user: {column: id}
            customer:
              traits:
                email: {column: mail}
                vip: {flag: vip}
                born: {time: born, format: dd.MM.yyyy}
                gender: {column: sex, words: {m: male, f: female}}
                spent: {number: spent, default: 0}
              consents:
                - category: marketing
                  granted: {column: optin, "yes": [ja, x], "no": nein}
                  date: {column: since, format: dd.MM.yyyy, zone: Europe/Berlin}
                  source: {column: where}
                  wording: Yes, write to me.
            """;

    @Test
    void mapsACustomerAndTheirConsentAtItsOwnTime() {
        // When
        var events = events(
                CUSTOMERS,
                Map.of(
                        "id",
                        "7",
                        "mail",
                        "zoe@example.com",
                        "vip",
                        "yes",
                        "born",
                        "24.12.1990",
                        "sex",
                        "f",
                        "optin",
                        "Ja",
                        "since",
                        "04.05.2019",
                        "where",
                        "Berlin shop"));
        // Then
        assertThat(events).hasSize(2);
        assertThat(events.get(0))
                .endsWith("\"userId\":\"7\",\"traits\":{\"email\":\"zoe@example.com\",\"vip\":true,"
                        + "\"born\":\"1990-12-24T00:00:00Z\",\"gender\":\"female\",\"spent\":0}}");
        assertThat(events.get(1))
                .contains("\"type\":\"identify\"")
                .endsWith(
                        "\"userId\":\"7\",\"timestamp\":\"2019-05-03T22:00:00Z\",\"traits\":{\"consents\":{\"marketing\":true}},"
                                + "\"context\":{\"consent\":{\"proof\":{\"source\":\"Berlin shop\",\"wording\":\"Yes, write to me.\"}}}}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "x, 04.05.2019, true 2019-05-03T22:00:00Z",
                "nein, 04.05.2019, false 2019-05-04T21:59:59.999Z",
                "unsubscribed, 04.05.2019, false 2019-05-04T21:59:59.999Z",
                "no, \"\", false null",
                "\"\", 04.05.2019, none",
                "maybe, 04.05.2019, \"problem optin 'maybe' is neither a yes (ja, x) nor a no of the mapping\"",
                "ja, \"\", problem consent to marketing without a date: since '' is not a time of the form dd.MM.yyyy",
            })
    void readsAConsent(String word, String date, String said) {
        // When
        var mapped = new RowMapper(MappingReader.read("m.yaml", CUSTOMERS))
                .map(row(Map.of("id", "7", "optin", word, "since", date)));
        // Then
        assertThat(consent(mapped)).isEqualTo(said);
    }

    @Test
    void keepsANoOfARowThatIsWrongElsewhere() {
        // When
        var mapped = new RowMapper(MappingReader.read("m.yaml", CUSTOMERS))
                .map(row(Map.of("id", "7", "vip", "perhaps", "optin", "nein", "since", "04.05.2019")));
        // Then
        assertThat(mapped).isInstanceOfSatisfying(Mapped.Unmapped.class, unmapped -> {
            assertThat(unmapped.problem()).startsWith("vip 'perhaps' is neither");
            assertThat(unmapped.withdrawals()).singleElement().asString().contains("marketing=false", "userId=7");
        });
    }

    @Test
    void groupsRowsThatFollowEachOtherIntoOneOrder() {
        // Given
        var mapper = new RowMapper(MappingReader.read("m.yaml", """
                dataset: orders
                user: {column: who}
                events:
                  - event: Order Completed
                    group-by: order
                    properties: {order_id: {column: order}, order_line: true, revenue: {sum: {multiply: [n, price]}}}
                    products: [{product_id: {column: sku}}]
                """));
        var groups = new RowGroups<Row>(mapper);
        var complete = new ArrayList<List<Row>>();
        // When
        for (var sku : List.of("a1", "a2", "b1", "a3")) {
            complete.add(groups.add(row(Map.of(
                    "who",
                    "zoe",
                    "order",
                    sku.substring(0, 1),
                    "sku",
                    sku,
                    "n",
                    "2",
                    "price",
                    new BigDecimal("1.5")))));
        }
        complete.add(groups.finish());
        // Then
        assertThat(complete).extracting(List::size).containsExactly(0, 0, 2, 1, 1);
        assertThat(json(mapper.map(complete.get(2))))
                .singleElement()
                .asString()
                .endsWith("\"properties\":{\"order_id\":\"a\",\"order_line\":true,\"revenue\":6.0,"
                        + "\"products\":[{\"product_id\":\"a1\"},{\"product_id\":\"a2\"}]}}");
        assertThat(mapper.messageId(complete.get(2))).isNotEqualTo(mapper.messageId(complete.get(4)));
    }

    @Test
    void rejectsAWholeGroupForOneOfItsRows() {
        // Given
        var mapper = new RowMapper(MappingReader.read("m.yaml", """
                dataset: orders
                events:
                  - event: Order Completed
                    group-by: order
                    properties: {revenue: {sum: {number: price}}}
                """));
        // When
        var mapped = mapper.map(List.of(row(Map.of("price", "1")), row(Map.of("price", "one"))));
        // Then
        assertThat(mapped).isEqualTo(new Mapped.Unmapped(1, "price 'one' is not a number such as 1234.5", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{column: a, equals: [x, y]} | true",
                "{column: a, equals: z} | false",
                "{column: a, contains: y} | true",
                "{column: a, ends-with: y} | true",
                "{column: n, above: 3} | true",
                "{column: n, below: 4} | false",
                "{column: a, above: 3} | false",
                "{column: none, empty: true} | true",
                "{not: {column: a, empty: true}} | true",
                "{all: [{column: a, equals: y}, {column: n, above: 9}]} | false",
                "{any: [{column: a, equals: y}, {column: n, above: 9}]} | true",
            })
    void tellsWhatRowsArePartOfTheDataSet(String when, boolean isPart) {
        // Given
        var mapping = MappingReader.read("m.yaml", "dataset: d\nwhen: " + when + "\nevents: [{event: E}]");
        // When
        var mapped = new RowMapper(mapping).map(row(Map.of("a", "y", "n", "4")));
        // Then
        assertThat(mapped).isInstanceOf(isPart ? Mapped.Events.class : Mapped.Skipped.class);
    }

    @Test
    void mapsProductsAndWhatIsNoMore() {
        // Given
        var mapper = new RowMapper(MappingReader.read("m.yaml", """
                dataset: shop
                user: {column: owner}
                deletion: {when: {column: op, equals: d}, of: product, id: {column: item.sku}}
                product:
                  fields: {product_id: {column: item.sku}, name: {column: item.names.0}, price: {number: cents}}
                """));
        Map<String, Object> item = Map.of("sku", "lamp-1", "names", List.of("Lamp", "Leuchte"));
        // When
        var product = mapper.map(new NestedRow(Map.of("item", item, "cents", BigDecimal.TEN), List.of("1")));
        var deletion = mapper.map(new NestedRow(Map.of("item", item, "op", "d"), List.of("1")));
        // Then
        assertThat(product)
                .isEqualTo(new Mapped.Product(Map.of("product_id", "lamp-1", "name", "Lamp", "price", BigDecimal.TEN)));
        assertThat(deletion).isEqualTo(new Mapped.ProductDeletion("lamp-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "track, 'event: {column: a}', '\"event\":\"y\",\"properties\":{\"p\":1}'",
        "page, name: Home, '\"name\":\"Home\",\"properties\":{\"p\":1}'",
        "alias, 'previous: {column: a}', '\"previousId\":\"y\",\"properties\":{\"p\":1}'",
        "group, 'group: {column: a}', '\"groupId\":\"y\",\"traits\":{\"p\":1}'",
    })
    void mapsEveryCall(String type, String fields, String json) {
        // Given
        var body = type.equals("group") ? "traits" : "properties";
        var yaml = "dataset: d\nevents:\n- {type: " + type + ", " + fields + ", " + body + ": {p: 1}}";
        // When
        var events = events(yaml, Map.of("a", "y"));
        // Then
        assertThat(events)
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"" + type + "\"")
                .endsWith(json + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04, 2026-05-04T00:00:00Z",
        "2026-05-04 10:11, 2026-05-04T10:11:00Z",
        "2026-05-04T10:11:12.5, 2026-05-04T10:11:12.500Z",
        "2026-05-04T10:11:12+02:00, 2026-05-04T08:11:12Z",
        "2026-05-04 10:11:12+0200, 2026-05-04T08:11:12Z",
        "2026-05-04T10:11:12Z, 2026-05-04T10:11:12Z",
    })
    void readsTimesOfTheWild(String written, String read) {
        // When
        var events = events("dataset: d\ntime: {column: t}\nevents: [{event: E}]", Map.of("t", written));
        // Then
        assertThat(events).singleElement().asString().contains("\"timestamp\":\"" + read + "\"");
    }

    @Test
    void knowsARowByItsKey() {
        // Given
        var mapper = new RowMapper(MappingReader.read("m.yaml", CUSTOMERS));
        // When
        var first = mapper.messageId(List.of(row(Map.of("id", "7", "mail", "a"))));
        var changed = mapper.messageId(List.of(row(Map.of("id", "7", "mail", "b"))));
        // Then
        assertThat(changed).isEqualTo(first);
    }

    private static String consent(Mapped mapped) {
        if (mapped instanceof Mapped.Unmapped unmapped) {
            return "problem " + unmapped.problem();
        }
        var events = ((Mapped.Events) mapped).events();
        if (events.size() == 1) {
            return "none";
        }
        JsonNode event = Json.exactNumbers().valueToTree(events.get(1));
        return event.at("/traits/consents/marketing") + " "
                + event.path("timestamp").asText("null");
    }

    private static List<String> events(String yaml, Map<String, Object> values) {
        return json(new RowMapper(MappingReader.read("m.yaml", yaml)).map(row(values)));
    }

    private static List<String> json(Mapped mapped) {
        return ((Mapped.Events) mapped)
                .events().stream()
                        .map(event -> Json.exactNumbers().valueToTree(event).toString())
                        .toList();
    }

    private static Row row(Map<String, Object> values) {
        return TestingRow.of(1, values);
    }
}
