package dev.rapport.ingestion.capture.cdc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.TopicsConfig;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The mappings of examples/kafka-sources, as docs/kafka-sources.md describes them. */
final class ExamplesTest {
    private final Intake intake = new Intake();
    private final List<TopicSource> sources = TopicsConfig.from(new ConfigReader(
                    Settings.of(Map.of("ingestion.topics.file", "../examples/kafka-sources/topics.yaml"))))
            .sources();

    @Test
    void aCustomerIsIdentifiedAndConsents() {
        // When
        take("shop.public.customers", "{\"id\":7}", customer("c", "null", row("ada@example.com", true)));
        // Then
        assertThat(intake.sink.accepted()).hasSize(2).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo(EventType.IDENTIFY);
            assertThat(event.getUserId()).isEqualTo("7");
            assertThat(event.getSourceId()).isEqualTo("shop-database");
            assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
            assertThat(event.getHistory()).isFalse();
        });
        assertThat(payload(0)).contains("\"email\":\"ada@example.com\"", "\"operation\":\"create\"");
        assertThat(payload(1)).contains("\"consents\":{\"marketing\":true}");
    }

    @Test
    void aColumnThatBecomesNullClearsTheTraitAndAConsentIsNotGivenAnew() {
        // When
        take("shop.public.customers", "{\"id\":7}", customer("u", row("ada@example.com", true), row(null, true)));
        // Then
        assertThat(intake.sink.accepted()).hasSize(1);
        assertThat(payload(0)).contains("\"email\":null");
    }

    @Test
    void anUpdateWithoutTheRowBeforeItWithdrawsButDoesNotConsent() {
        // When
        take("shop.public.customers", "{\"id\":7}", customer("u", "null", row("a@example.com", true)));
        take("shop.public.customers", "{\"id\":8}", customer("u", "null", row("b@example.com", false)));
        take("shop.public.customers", "{\"id\":9}", customer("r", "null", row("c@example.com", true)));
        // Then
        assertThat(intake.sink.accepted())
                .extracting(
                        event -> UTF_8.decode(event.getPayload().duplicate()).toString())
                .filteredOn(payload -> payload.contains("consents"))
                .singleElement()
                .satisfies(payload -> assertThat(payload).contains("{\"marketing\":false}"));
    }

    @Test
    void aSnapshotIsHistory() {
        // When
        take("shop.public.customers", "{\"id\":7}", customer("r", "null", row("ada@example.com", true)));
        // Then
        assertThat(intake.sink.accepted()).isNotEmpty().allSatisfy(event -> assertThat(event.getHistory())
                .isTrue());
    }

    @Test
    void aDeletedCustomerIsForgottenOnce() {
        // When
        take("shop.public.customers", "{\"id\":7}", customer("d", row("ada@example.com", true), "null"));
        take("shop.public.customers", "{\"id\":7}", null);
        // Then
        assertThat(intake.sink.withdrawn()).singleElement().satisfies(event -> assertThat(event.getUserId())
                .isEqualTo("7"));
        assertThat(intake.sink.accepted()).isEmpty();
        assertThat(intake.count("rapport.cdc.ignored", "tombstone")).isEqualTo(1);
    }

    @Test
    void anOrderIsCompletedAndCancelled() {
        // Given
        var placed = "{\"id\":\"o-1\",\"customer_id\":7,\"total\":\"19.90\",\"status\":\"paid\",\"placed_at\":"
                + "\"2026-05-04T10:30:00\"}";
        // When
        take("shop.public.orders", "{\"id\":\"o-1\"}", change("orders", "c", "null", placed));
        take(
                "shop.public.orders",
                "{\"id\":\"o-1\"}",
                change("orders", "u", placed, placed.replace("paid", "cancelled")));
        take("shop.public.orders", "{\"id\":\"o-1\"}", change("orders", "d", placed, "null"));
        // Then
        assertThat(intake.sink.accepted())
                .extracting(CapturedEvent::getName)
                .containsExactly("Order Completed", "Order Cancelled");
        assertThat(payload(0)).contains("\"revenue\":19.90", "\"currency\":\"EUR\"");
        assertThat(intake.sink.accepted().get(0).getOccurredAt()).isEqualTo(Instant.parse("2026-05-04T08:30:00Z"));
        assertThat(intake.count("rapport.cdc.ignored", "no_rule")).isEqualTo(1);
    }

    @Test
    void aProductIsDescribedAndRemoved() {
        // Given
        var product = "{\"sku\":\"p-1\",\"title\":\"Mug\",\"price\":4.5,\"in_stock\":true}";
        // When
        take("shop.public.products", "{\"sku\":\"p-1\"}", change("products", "u", "null", product));
        take("shop.public.products", "{\"sku\":\"p-1\"}", change("products", "d", product, "null"));
        take("shop.public.products", "{\"sku\":\"p-2\"}", change("products", "c", "null", "{\"sku\":\"p-2\"}"));
        // Then
        assertThat(intake.products).hasSize(2);
        assertThat(intake.products.get(0)).isInstanceOfSatisfying(ProductChange.Upsert.class, upsert -> {
            assertThat(upsert.product().getName()).isEqualTo("Mug");
            assertThat(upsert.product().getSource()).isEqualTo("shop-database");
        });
        assertThat(intake.products.get(1)).isEqualTo(new ProductChange.Removal("p-1"));
        assertThat(intake.sink.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getReason()).isEqualTo(RejectionReason.INVALID_FIELD);
            assertThat(rejected.getDetail()).startsWith("product: name");
        });
    }

    @Test
    void aContactIsIdentifiedByItsRecord() {
        // When
        take(
                "salesforce.changes",
                null,
                salesforce(
                        "Contact",
                        "UPDATE",
                        "\"Name.FirstName\",\"HasOptedOutOfEmail\"",
                        "\"Name\":{\"FirstName\":null,\"LastName\":null},\"Email\":null,\"HasOptedOutOfEmail\":true"));
        // Then
        assertThat(intake.sink.accepted()).hasSize(2).allSatisfy(event -> assertThat(event.getAnonymousId())
                .isEqualTo("salesforce:003Hs00002abcDEIAZ"));
        assertThat(payload(0)).contains("\"firstName\":null").doesNotContain("lastName", "\"email\"");
        assertThat(payload(1)).contains("\"consents\":{\"email\":false}");
    }

    @Test
    void aGapIsKeptAndADeletionForgets() {
        // When
        take("salesforce.changes", null, salesforce("Contact", "GAP_UPDATE", "", "\"Email\":null"));
        take("salesforce.changes", null, salesforce("Contact", "DELETE", "", "\"Email\":null"));
        take("salesforce.changes", null, salesforce("Account", "UPDATE", "\"Name\"", "\"Name\":\"x\""));
        // Then
        assertThat(intake.sink.accepted()).isEmpty();
        assertThat(intake.sink.rejected())
                .singleElement()
                .extracting(RejectedEvent::getReason)
                .isEqualTo(RejectionReason.CHANGE_WITHOUT_VALUES);
        assertThat(intake.sink.withdrawn()).singleElement().satisfies(event -> assertThat(event.getAnonymousId())
                .isEqualTo("salesforce:003Hs00002abcDEIAZ"));
        assertThat(intake.count("rapport.cdc.ignored", "not_mapped")).isEqualTo(1);
    }

    @Test
    void anOpportunityIsAnEventOfItsContact() {
        // When
        take(
                "salesforce.changes",
                null,
                salesforce(
                        "Opportunity",
                        "UPDATE",
                        "\"StageName\",\"Amount\"",
                        "\"StageName\":\"Closed Won\",\"Amount\":1200.50,\"ContactId\":\"003Hs00002abcDEIAZ\""));
        // Then
        assertThat(intake.sink.accepted()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("Opportunity Won");
            assertThat(event.getAnonymousId()).isEqualTo("salesforce:003Hs00002abcDEIAZ");
        });
        assertThat(payload(0)).contains("\"amount\":" + new BigDecimal("1200.50"));
    }

    private void take(String topic, @Nullable String key, @Nullable String value) {
        var source = sources.stream()
                .filter(one -> one.topic().equals(topic))
                .findFirst()
                .orElseThrow();
        intake.take(source, key, value);
    }

    private String payload(int index) {
        return UTF_8.decode(intake.sink.accepted().get(index).getPayload().duplicate())
                .toString();
    }

    private static String customer(String op, String before, String after) {
        return change("customers", op, before, after);
    }

    private static String row(@Nullable String email, boolean newsletter) {
        return "{\"id\":7,\"email\":" + (email == null ? "null" : "\"" + email + "\"") + ",\"newsletter\":" + newsletter
                + "}";
    }

    private static String change(String table, String op, String before, String after) {
        return "{\"before\":" + before + ",\"after\":" + after + ",\"source\":{\"table\":\"" + table
                + "\",\"lsn\":1,\"ts_ms\":1777885200000},\"op\":\"" + op + "\",\"ts_ms\":1777885200500}";
    }

    private static String salesforce(String object, String type, String changed, String fields) {
        return "{\"ChangeEventHeader\":{\"entityName\":\"" + object
                + "\",\"recordIds\":[\"003Hs00002abcDEIAZ\"],\"changeType\":\"" + type + "\",\"changedFields\":["
                + changed
                + "],\"transactionKey\":\"0a1b\",\"sequenceNumber\":1,\"commitTimestamp\":1777885200000}," + fields
                + "}";
    }
}
