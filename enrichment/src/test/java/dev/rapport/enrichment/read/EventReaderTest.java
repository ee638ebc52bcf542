package dev.rapport.enrichment.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final EventReader reader = new EventReader(new JacksonJson(), Currency.getInstance("USD"));

    @ParameterizedTest
    @CsvSource({
        "12.5, USD, 1250",
        "59.970000000000006, USD, 5997",
        "0.005, USD, 1",
        "'\"19.99\"', EUR, 1999",
        "1200, jpy, 1200",
        "1.2345, KWD, 1235",
        "-3, USD, -300",
        "1e3, USD, 100000",
        "1e-999999, USD, 0",
        "'\" -20 \"', USD, -2000",
        "'\"+.5\"', USD, 50",
        "'\"7.\"', USD, 700"
    })
    void turnsRevenueIntoMinorUnits(String revenue, String currency, long minor) {
        // When
        var event = read("{\"properties\":{\"revenue\":" + revenue + ",\"currency\":\"" + currency + "\"}}");
        // Then
        assertThat(event.getRevenue().getAmountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'properties':{'revenue':'12 USD'}} | properties.revenue must be a number",
                "{'properties':{'revenue':true}} | properties.revenue must be a number",
                "{'properties':{'revenue':1e400}} | properties.revenue must have at most 15 digits before the point",
                "{'properties':{'total':1,'currency':'XXX'}} | properties.currency must be an ISO 4217 currency code",
                "{'properties':{'products':7}} | properties.products must be an array",
                "{'properties':{'products':{'0':{'sku':{}}}}} | properties.products[0].sku must be a string",
                "{'properties':{'revenue':'1e3'}} | properties.revenue must be a number",
                "{'properties':{'revenue':'1,299.00'}} | properties.revenue must be a number",
                "{'properties':{'revenue':'12,50'}} | properties.revenue must be a number",
                "{'properties':{'revenue':'0x10'}} | properties.revenue must be a number",
                "{'properties':{'revenue':'\u0661\u0662'}} | properties.revenue must be a number",
                "{'properties':{'revenue':{'amount':12}}} | properties.revenue must be a number",
                "{'properties':{'products':[1]}} | properties.products[0] must be an object",
                "{'properties':{'products':[{'sku':'a','price':'x'}]}} | properties.products[0].price must be a number",
                "{'properties':{'product_id':'a','quantity':1.5}} | properties.quantity must be a whole number between 0 and 1000000",
                "{'properties':[1]} | properties must be an object",
                "{'properties':{'prompt_id':{}}} | properties.prompt_id must be a string",
                "{'context':{'consent':{'categoryPreferences':{'marketing':'yes'}}}} | context.consent.categoryPreferences.marketing must be true or false",
                "{'properties':{'revenue':123456789012345,'currency':'CLF'}} | properties.revenue must be at most 1000000000000 minor units",
                "{'properties':{'revenue':10000000000.01}} | properties.revenue must be at most 1000000000000 minor units",
                "{'properties':{'product_id':'a','price':-10000000000.01}} | properties.price must be at most 1000000000000 minor units"
            })
    void rejectsFieldThatBreaksItsRule(String payload, String detail) {
        assertThat(reader.read(event(payload.replace('\'', '"'))))
                .isEqualTo(Outcome.rejected(RejectionReason.INVALID_FIELD, detail));
    }

    @Test
    void readsTraitsOfAnIdentifyCallFromItsContextWhereTheEventHasNoneOfItsOwn() {
        // Given
        var payload =
                "{\"traits\":{\"plan\":\"pro\",\"city\":null,\"consents\":{\"email\":false}},\"context\":{\"traits\":"
                        + "{\"plan\":\"old\",\"city\":\"Faro\",\"firstName\":\"Ines\",\"consents\":{\"email\":true,\"marketing\":false}}}}";
        // When
        var event = read(event(payload, EventType.IDENTIFY));
        // Then
        assertThat(event.getProperties())
                .containsExactlyInAnyOrder(
                        text("plan", "pro"), text("city", "Faro"), text("firstName", "Ines"), nested());
        assertThat(event.getConsent().getStated()).isEqualTo(Map.of("email", false, "marketing", false));
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"TRACK", "PAGE", "GROUP"})
    void leavesTraitsThatOtherCallsCarryInTheirContextAlone(EventType type) {
        // When
        var event =
                read(event("{\"context\":{\"traits\":{\"plan\":\"old\",\"consents\":{\"marketing\":true}}}}", type));
        // Then
        assertThat(event.getProperties()).isEmpty();
        assertThat(event.getConsent()).satisfies(consent -> assertThat(
                        consent == null || consent.getStated().isEmpty())
                .isTrue());
    }

    @Test
    @Timeout(5)
    void readsNumbersOfAbsurdSizeInNoTime() {
        assertThat(reader.read(event("{\"properties\":{\"product_id\":\"a\",\"quantity\":1e999999999}}")))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(reader.read(event("{\"properties\":{\"revenue\":1e999999999}}")))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"product_id", "sku", "name", "category", "brand", "order_id", "orderId"})
    void rejectsIdsAndNamesThatAreTooLong(String field) {
        // Given
        var id = field.equals("product_id") ? "" : "\"product_id\":\"a\",";
        var properties = id.replace("product_id", field.equals("sku") ? "unused" : "product_id");
        var longest = "é".repeat(256);
        // Then
        assertThat(reader.read(event("{\"properties\":{" + properties + "\"" + field + "\":\"" + longest + "\"}}")))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(reader.read(event("{\"properties\":{" + properties + "\"" + field + "\":\"" + longest + "e\"}}")))
                .isEqualTo(Outcome.rejected(
                        RejectionReason.INVALID_FIELD, "properties." + field + " must have at most 256 characters"));
    }

    @Test
    void rejectsConsentsThatAreTooManyOrTooLong() {
        // Given
        var many = IntStream.range(0, 51).mapToObj(n -> "\"c" + n + "\":true").collect(Collectors.joining(","));
        var name = "c".repeat(101);
        // Then
        assertThat(reader.read(event("{\"context\":{\"consent\":{\"categoryPreferences\":{" + many + "}}}}")))
                .isEqualTo(Outcome.rejected(
                        RejectionReason.INVALID_FIELD,
                        "context.consent.categoryPreferences must have at most 50 names of at most 100 characters"));
        assertThat(reader.read(event("{\"context\":{\"consent\":{\"categoryPreferences\":{\"" + name + "\":true}}}}")))
                .isEqualTo(Outcome.rejected(
                        RejectionReason.INVALID_FIELD,
                        "context.consent.categoryPreferences must have at most 50 names of at most 100 characters"));
    }

    @Test
    void rejectsWhatIsNoObject() {
        for (var payload : new String[] {"", "[]", "null", "{} {}", "{\"a\":"}) {
            assertThat(reader.read(event(payload)))
                    .isInstanceOf(Outcome.Rejected.class)
                    .extracting("reason")
                    .isEqualTo(RejectionReason.NOT_AN_OBJECT);
        }
    }

    @Test
    void readsOrderWithItsProducts() {
        // When
        var event = read("{\"properties\":{\"order_id\":7,\"revenue\":30,\"prompt_id\":\"p\",\"currency\":\"EUR\","
                + "\"products\":[{\"product_id\":\"a\",\"price\":10,\"quantity\":2},{\"name\":\"no id\"},{\"sku\":\"b\"}]},"
                + "\"context\":{\"locale\":\"zh-CN\",\"campaign\":{\"source\":\"newsletter\"}}}");
        // Then
        assertThat(event.getOrderId()).isEqualTo("7");
        assertThat(event.getPromptId()).isEqualTo("p");
        assertThat(event.getUtmSource()).isEqualTo("newsletter");
        assertThat(event.getLanguage()).isEqualTo("zh");
        assertThat(event.getProducts())
                .containsExactly(
                        Product.newBuilder()
                                .setProductId("a")
                                .setPrice(new Money(1_000L, "EUR"))
                                .setQuantity(2)
                                .build(),
                        Product.newBuilder().setProductId("b").build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{'order_id':'o'} | none",
                "{'order_id':'o','order_line':null} | none",
                "{'order_id':'o','order_line':false} | none",
                "{'order_id':'o','order_line':'False'} | none",
                "{'order_id':'o','order_line':' '} | none",
                "{'order_id':'o','order_line':true} | m",
                "{'order_id':'o','order_line':'TRUE'} | m",
                "{'order_id':'o','order_line':17} | 17",
                "{'order_id':'o','order_line':' 17-b '} | 17-b"
            })
    void readsWhichLineOfItsOrderAnEventSaysItIs(String properties, @Nullable String line) {
        // When
        var event = read("{\"properties\":" + properties.replace('\'', '"') + "}");
        // Then
        assertThat(event.getLineId()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':[],'context':[]}",
                "{'properties':{'products':[],'revenue':'   ','total':''}}",
                "{'properties':{'products':{},'order_id':'undefined','prompt_id':'null'},'context':{'campaign':[]}}",
            })
    void takesWhatSaysNothingForAbsent(String payload) {
        // When
        var event = read(payload.replace('\'', '"'));
        // Then
        assertThat(event.getProducts()).isEmpty();
        assertThat(event.getRevenue()).isNull();
        assertThat(event.getOrderId()).isNull();
        assertThat(event.getPromptId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'products':[{'sku':'a'},{'sku':'b'}]}}",
                "{'properties':{'products':{'0':{'sku':'a'},'1':{'sku':'b'}}}}",
                "{'properties':{'products':{'x9':{'sku':'a'},'x7':{'product_id':'b'}}}}"
            })
    void takesAMapOfProductsForItsValues(String payload) {
        assertThat(read(payload.replace('\'', '"')).getProducts())
                .extracting(Product::getProductId)
                .containsExactly("a", "b");
    }

    @Test
    void takesOneProductWhereAnArrayBelongs() {
        assertThat(read("{\"properties\":{\"products\":{\"sku\":\"a\",\"price\":2}}}")
                        .getProducts())
                .extracting(Product::getProductId)
                .containsExactly("a");
    }

    @Test
    void takesRevenueBeforeTotal() {
        assertThat(read("{\"properties\":{\"total\":9,\"revenue\":8}}")
                        .getRevenue()
                        .getAmountMinor())
                .isEqualTo(800L);
        assertThat(read("{\"properties\":{\"total\":9}}").getRevenue().getAmountMinor())
                .isEqualTo(900L);
    }

    private static Property text(String name, String text) {
        return new Property(name, PropertyKind.TEXT, text);
    }

    private static Property nested() {
        return new Property("consents", PropertyKind.NESTED, "{\"email\":false,\"marketing\":false}");
    }

    private ReadEvent read(String payload) {
        return read(event(payload));
    }

    private ReadEvent read(CapturedEvent event) {
        if (reader.read(event) instanceof Outcome.Accepted<ReadEvent, RejectionReason> accepted) {
            return accepted.value();
        }
        throw new AssertionError(reader.read(event).toString());
    }

    private static CapturedEvent event(String payload) {
        return event(payload, EventType.TRACK);
    }

    private static CapturedEvent event(String payload, EventType type) {
        return CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(type)
                .setName("Order Completed")
                .setUserId("u")
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH.plus(Duration.ofSeconds(1)))
                .setSourceId("web")
                .setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
