package dev.rapport.enrichment.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every example of Segment's documentation becomes the typed event that its page documents. What is documented for an event
 * stands in the tables here; the values are taken from the example by other means than the reader's.
 */
final class SpecExamplesTest {
    private static final Set<String> OF_ONE_PRODUCT = Set.of(
            "Product Clicked",
            "Product Viewed",
            "Product Added",
            "Product Removed",
            "Product Added to Wishlist",
            "Product Removed from Wishlist",
            "Wishlist Product Added to Cart",
            "Product Shared",
            "Product Reviewed",
            "Viewed Product",
            "Added Product",
            "Removed Product");
    private static final Set<String> OF_PRODUCTS = Set.of(
            "Product List Viewed",
            "Product List Filtered",
            "Cart Viewed",
            "Cart Shared",
            "Checkout Started",
            "Order Updated",
            "Order Completed",
            "Order Refunded",
            "Order Cancelled");
    private static final Set<String> OF_AN_ORDER = Set.of(
            "Checkout Started",
            "Order Updated",
            "Order Completed",
            "Order Refunded",
            "Order Cancelled",
            "Payment Info Entered");
    private static final Set<String> OF_A_COUPON =
            Set.of("Coupon Entered", "Coupon Applied", "Coupon Denied", "Coupon Removed");
    private static final Set<String> OF_A_CHECKOUT =
            Set.of("Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered");
    private static final Set<String> OF_A_MAIL = Set.of(
            "Email Bounced",
            "Email Delivered",
            "Email Link Clicked",
            "Email Marked as Spam",
            "Email Opened",
            "Unsubscribed");
    private static final Set<String> OF_A_CONVERSATION = Set.of(
            "Live Chat Conversation Started",
            "Live Chat Conversation Ended",
            "Live Chat Message Sent",
            "Live Chat Message Received",
            "Conversation Started",
            "Conversation Ended",
            "Message Sent",
            "Message Received",
            "Action Invoked",
            "Media Generated",
            "Component Loaded",
            "Feedback Submitted");

    private final EventReader reader = new EventReader(new JacksonJson(), Currency.getInstance("USD"));

    @Test
    void readsEveryExampleAsThePageDocumentsIt() throws Exception {
        // Given
        var examples = SpecExamples.all();
        var typed = new TreeSet<String>();
        // When
        for (var example : examples) {
            var event = read(example);
            // Then
            check(example, event, typed);
        }
        assertThat(examples).hasSizeGreaterThan(120);
        for (var names : List.of(OF_ONE_PRODUCT, OF_PRODUCTS, OF_AN_ORDER, OF_A_COUPON, OF_A_CHECKOUT, OF_A_MAIL)) {
            assertThat(typed).containsAll(names);
        }
        assertThat(typed).contains("Live Chat Message Sent", "Message Received");
    }

    private static void check(ObjectNode example, ReadEvent event, Set<String> typed) {
        var name = example.path("event").asText();
        var type = EventType.valueOf(example.path("type").asText().toUpperCase(Locale.ROOT));
        var fields = type == EventType.IDENTIFY || type == EventType.GROUP
                ? example.path("traits")
                : example.path("properties");
        assertThat(event.getType()).isEqualTo(type);
        // Unknown properties are kept, and in their order.
        assertThat(event.getProperties())
                .as(name)
                .extracting(Property::getName)
                .containsExactlyElementsOf(fields::fieldNames);
        if (type != EventType.TRACK) {
            return;
        }
        typed.add(name);
        if (OF_ONE_PRODUCT.contains(name)) {
            checkProducts(List.of(fields), event);
        }
        if (OF_PRODUCTS.contains(name)) {
            checkProducts(
                    StreamSupport.stream(fields.path("products").spliterator(), false)
                            .toList(),
                    event);
        }
        if (OF_AN_ORDER.contains(name)) {
            checkOrder(fields, event);
        }
        if (OF_A_COUPON.contains(name)) {
            assertThat(event.getOrder().getCoupon()).isEqualTo(text(fields, "coupon", "coupon_id"));
            assertThat(event.getOrder().getCartId()).isEqualTo(text(fields, "cart_id"));
        }
        if (OF_A_CHECKOUT.contains(name)) {
            assertThat(event.getOrder().getCheckoutId())
                    .isEqualTo(text(fields, "checkout_id"))
                    .isNotNull();
        }
        if (OF_A_MAIL.contains(name)) {
            var mail = event.getEmail();
            assertThat(mail.getEmailId()).isEqualTo(text(fields, "email_id")).isNotNull();
            assertThat(mail.getSubject()).isEqualTo(text(fields, "email_subject"));
            assertThat(mail.getCampaignId())
                    .isEqualTo(text(fields, "campaign_id"))
                    .isNotNull();
            assertThat(mail.getLinkUrl()).isEqualTo(text(fields, "link_url"));
            assertThat(mail.getLinkId()).isEqualTo(text(fields, "link_id"));
        }
        if (OF_A_CONVERSATION.contains(name)) {
            var chat = event.getChat();
            assertThat(chat.getConversationId())
                    .isEqualTo(text(fields, "conversation_id", "conversationId"))
                    .isNotNull();
            assertThat(chat.getMessageId()).isEqualTo(text(fields, "message_id", "messageId"));
            assertThat(chat.getMessageBody()).isEqualTo(text(fields, "message_body"));
            assertThat(chat.getAgentName()).isEqualTo(text(fields, "agent_name"));
        }
        assertThat(event.getEmail() != null).as(name).isEqualTo(OF_A_MAIL.contains(name));
        assertThat(event.getChat() != null)
                .as(name)
                .isEqualTo(fields.has("conversation_id") || fields.has("conversationId"));
        assertThat(event.getExperiment() != null).as(name).isEqualTo(fields.has("experiment_id"));
    }

    private static void checkProducts(List<JsonNode> sent, ReadEvent event) {
        var read = event.getProducts();
        assertThat(read).isNotEmpty().hasSameSizeAs(sent);
        for (var index = 0; index < sent.size(); index++) {
            var from = sent.get(index);
            var product = read.get(index);
            assertThat(product.getProductId()).isEqualTo(text(from, "product_id", "sku"));
            assertThat(product.getName()).isEqualTo(text(from, "name"));
            assertThat(product.getCategory()).isEqualTo(text(from, "category"));
            assertThat(product.getPrice()).isEqualTo(money(from, "price"));
            assertThat(product.getQuantity()).isEqualTo(from.path("quantity").asInt(1));
        }
    }

    private static void checkOrder(JsonNode from, ReadEvent event) {
        assertThat(event.getOrderId())
                .isEqualTo(text(from, "order_id", "orderId"))
                .isNotNull();
        assertThat(event.getRevenue()).isEqualTo(from.has("revenue") ? money(from, "revenue") : money(from, "total"));
        var order = event.getOrder();
        if (order != null) {
            assertThat(order.getCoupon()).isEqualTo(text(from, "coupon"));
            assertThat(order.getAffiliation()).isEqualTo(text(from, "affiliation"));
            assertThat(order.getSubtotal()).isEqualTo(money(from, "subtotal"));
            assertThat(order.getShipping()).isEqualTo(money(from, "shipping"));
            assertThat(order.getTax()).isEqualTo(money(from, "tax"));
            assertThat(order.getDiscount()).isEqualTo(money(from, "discount"));
            assertThat(order.getTotal()).isEqualTo(money(from, "total"));
        }
        assertThat(order != null)
                .isEqualTo(Arrays.asList("coupon", "affiliation", "shipping", "tax", "total", "checkout_id").stream()
                        .anyMatch(from::has));
    }

    /** All examples are of dollars. */
    private static @Nullable Money money(JsonNode from, String field) {
        return from.has(field)
                ? new Money(
                        new BigDecimal(from.path(field).asText())
                                .setScale(2, RoundingMode.HALF_UP)
                                .unscaledValue()
                                .longValueExact(),
                        "USD")
                : null;
    }

    private static @Nullable String text(JsonNode from, String... fields) {
        for (var field : fields) {
            if (from.has(field)) {
                return from.path(field).asText();
            }
        }
        return null;
    }

    private ReadEvent read(ObjectNode example) {
        var captured = CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(EventType.valueOf(example.path("type").asText().toUpperCase(Locale.ROOT)))
                .setName(text(example, "event", "name"))
                .setUserId("ada")
                .setPreviousId(text(example, "previousId"))
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setSourceId("shop")
                .setPayload(ByteBuffer.wrap(example.toString().getBytes(StandardCharsets.UTF_8)))
                .build();
        var outcome = reader.read(captured);
        assertThat(outcome).as(example.path("event").asText()).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted<ReadEvent, ?>) outcome).value();
    }
}
